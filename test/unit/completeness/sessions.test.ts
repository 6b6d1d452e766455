import assert from "node:assert/strict";
import { serialize } from "node:v8";
import {
  type Completeness,
  summarizeSessions,
} from "../../../src/telemetry/completeness/completeness";
import { Sessions } from "../../../src/telemetry/completeness/sessions";

const SESSION = "1dac90a2110e18e03a9771e6c4e905ba";

/** Sessions that were told the numbers of events of one session. */
function sessionsOf(
  numbers: readonly unknown[],
  { sessionId = SESSION, extensionId }: { sessionId?: string; extensionId?: string } = {},
  isExported: (sequence: unknown) => boolean = () => true,
): Sessions {
  const sessions = new Sessions((id) => id);
  for (const sequence of numbers) {
    sessions.add({ extensionId, sessionId, sequence, isExported: isExported(sequence) });
  }
  return sessions;
}

function summaryOf(...all: readonly Sessions[]): Completeness {
  const sessions = new Sessions((id) => id);
  for (const each of all) {
    sessions.addAll(each.list());
  }
  return summarizeSessions(sessions.list());
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("the sequence numbers of a session", () => {
  it("tell where events are missing, and how many", () => {
    const { sessions, gaps, gapCount, missingCount } = summaryOf(
      sessionsOf([...range(0, 41), ...range(59, 60), 62]),
    );
    assert.deepEqual(sessions, [{ session: SESSION, first: 0, last: 62, events: 45, gaps: 2 }]);
    assert.deepEqual(gaps, [
      { session: SESSION, after: 41, before: 59, count: 17 },
      { session: SESSION, after: 60, before: 62, count: 1 },
    ]);
    assert.deepEqual([gapCount, missingCount], [2, 18]);
  });

  it("tell of no gap before the first and behind the last event", () => {
    assert.equal(summaryOf(sessionsOf(range(20, 30))).gapCount, 0);
  });

  it("tell of no gap where events are out of order, or in two parts", () => {
    assert.equal(summaryOf(sessionsOf([5, 3, 4, 0, 2, 1])).gapCount, 0);
    const parts = [sessionsOf([0, 2, 4]), sessionsOf([1, 3, 5])];
    const { gapCount, duplicateCount, sessions } = summaryOf(...parts);
    assert.deepEqual([gapCount, duplicateCount, sessions[0]?.events], [0, 0, 6]);
  });

  it("count events outside the range as stored, but not the gaps between them", () => {
    const numbers = [...range(0, 2), ...range(5, 7), ...range(10, 12), ...range(20, 22)];
    const isWithin = (sequence: unknown): boolean =>
      Number(sequence) >= 11 && Number(sequence) < 20;
    const { gaps, sessions } = summaryOf(sessionsOf(numbers, {}, isWithin));
    assert.deepEqual(sessions, [{ session: SESSION, first: 11, last: 12, events: 2, gaps: 1 }]);
    assert.deepEqual(gaps, [{ session: SESSION, after: 12, before: 20, count: 7 }]);
  });

  it("tell of nothing in a session without an exported event", () => {
    const { sessions, gapCount } = summaryOf(sessionsOf([1, 3, 3], {}, () => false));
    assert.deepEqual([sessions, gapCount], [[], 0]);
  });

  it("tell which events are there twice, within a part and in both", () => {
    assert.equal(summaryOf(sessionsOf([0, 1, 1, 2, 0])).duplicateCount, 2);
    assert.equal(summaryOf(sessionsOf(range(0, 9)), sessionsOf(range(5, 14))).duplicateCount, 5);
    const outside = sessionsOf(range(0, 9), {}, () => false);
    assert.equal(summaryOf(outside, outside, sessionsOf([5, 20])).duplicateCount, 0);
  });

  it("are those of one extension", () => {
    const [one, other] = ["coder.coder-remote", "coder.coder-telemetry"].map((extensionId) =>
      sessionsOf([0, 1], { extensionId }),
    );
    assert.ok(one && other);
    const { duplicateCount, sessions } = summaryOf(one, other);
    assert.deepEqual([duplicateCount, sessions.length], [0, 2]);
  });

  it("are unchecked without a session, without a number, or with one that is none", () => {
    assert.equal(summaryOf(sessionsOf([0, 1], { sessionId: "" })).uncheckedCount, 2);
    const bad = [undefined, null, "1", -1, 0.5, 2 ** 53, NaN];
    const { uncheckedCount, sessions } = summaryOf(sessionsOf([...bad, 3]));
    assert.equal(uncheckedCount, bad.length);
    assert.deepEqual(sessions, [{ session: SESSION, first: 3, last: 3, events: 1, gaps: 0 }]);
    assert.equal(summaryOf(sessionsOf(bad, {}, () => false)).uncheckedCount, 0);
  });
});

describe("the memory that sessions need", () => {
  it("is a few numbers each, for 50,000 of them", () => {
    const sessions = new Sessions((id) => id);
    const count = 50_000;
    for (const sequence of [...range(0, 99), ...range(200, 299)]) {
      for (let index = 0; index < count; index += sequence === 0 ? 1 : 100) {
        sessions.add({
          extensionId: undefined,
          sessionId: `${index}`.padStart(32, "0"),
          sequence,
          isExported: true,
        });
      }
    }
    const list = sessions.list();
    assert.ok(serialize(list).length < 200 * count);
    const { gapCount, uncheckedCount, missingCount } = summarizeSessions(list);
    assert.equal(list.sessions.length, count);
    assert.deepEqual([gapCount, missingCount, uncheckedCount], [500, 50_000, 0]);
  });

  it("ends at 1,000 gaps of a session and 100,000 sessions; what comes then is unchecked", () => {
    const everySecond = range(0, 5000).map((value) => 2 * value);
    const { gapCount, gaps, uncheckedCount } = summaryOf(sessionsOf(everySecond));
    assert.deepEqual([gapCount, gaps.length, uncheckedCount], [999, 100, 4001]);
    const many = new Sessions((id) => id);
    for (const index of range(1, 100_500)) {
      many.add({ extensionId: undefined, sessionId: `${index}`, sequence: 0, isExported: true });
    }
    const summary = summaryOf(many);
    assert.deepEqual([summary.sessions.length, summary.uncheckedCount], [100_000, 500]);
  });
});
