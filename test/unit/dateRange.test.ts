import assert from "node:assert/strict";
import {
  checkEndDate,
  checkStartDate,
  contains,
  customRange,
  overlapsDay,
  rangePresets,
} from "../../src/telemetry/export/select/dateRange";

const NOW = Date.UTC(2026, 2, 1, 15, 30);

describe("range presets", () => {
  const end = Date.UTC(2026, 2, 2, 15, 30);
  const expected = [
    ["last24Hours", { start: Date.UTC(2026, 1, 28, 15, 30), end }, "last-24-hours-2026-03-01"],
    ["last7Days", { start: Date.UTC(2026, 1, 22, 15, 30), end }, "last-7-days-2026-03-01"],
    ["last30Days", { start: Date.UTC(2026, 0, 30, 15, 30), end }, "last-30-days-2026-03-01"],
    ["allTime", {}, "all-time-2026-03-01"],
  ] as const;

  it("are these, in this order", () => {
    assert.deepEqual(
      rangePresets.map(({ id, range }) => [id, range(NOW).window, range(NOW).slug]),
      expected,
    );
  });

  it("name the UTC day, whatever the local one is", () => {
    const lastMillisecond = Date.UTC(2026, 2, 1, 23, 59, 59, 999);
    assert.equal(rangePresets[0].range(lastMillisecond).slug, "last-24-hours-2026-03-01");
    assert.equal(rangePresets[0].range(lastMillisecond + 1).slug, "last-24-hours-2026-03-02");
  });
});

describe("custom range", () => {
  const ranges: [start: string, end: string, startMs: number, endMs: number][] = [
    ["2026-03-01", "2026-03-01", Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2)],
    ["2026-02-28", "2026-03-01", Date.UTC(2026, 1, 28), Date.UTC(2026, 2, 2)],
    ["2024-02-28", "2024-02-29", Date.UTC(2024, 1, 28), Date.UTC(2024, 2, 1)],
    ["2025-12-31", "2026-01-01", Date.UTC(2025, 11, 31), Date.UTC(2026, 0, 2)],
  ];
  for (const [start, end, startMs, endMs] of ranges) {
    it(`from ${start} to ${end} includes both days`, () => {
      assert.deepEqual(customRange(start, end), {
        id: "custom",
        window: { start: startMs, end: endMs },
        slug: `${start}-to-${end}`,
      });
    });
  }

  it("throws for what the checks refuse", () => {
    assert.throws(() => customRange("2026-03-02", "2026-03-01"), RangeError);
    assert.throws(() => customRange("2026-02-30", "2026-03-01"), RangeError);
  });

  const starts: [text: string, problem: string | undefined][] = [
    ["2026-03-01", undefined],
    ["1999-12-31", undefined],
    ["", "format"],
    ["1 March", "format"],
    ["2026-3-1", "format"],
    ["2026-03-01T00:00", "format"],
    ["2026-02-29", "calendar"],
    ["2026-04-31", "calendar"],
    ["2026-00-10", "calendar"],
    ["2026-03-02", "future"],
  ];
  for (const [text, problem] of starts) {
    it(`finds ${problem ?? "nothing"} wrong with the start "${text}"`, () => {
      assert.equal(checkStartDate(text, NOW), problem);
    });
  }

  const ends: [text: string, problem: string | undefined][] = [
    ["2026-02-10", undefined],
    ["2026-02-11", undefined],
    ["2027-01-01", undefined],
    ["2026-02-09", "endBeforeStart"],
    ["2025-12-31", "endBeforeStart"],
    ["2026-02-30", "calendar"],
    ["tomorrow", "format"],
  ];
  for (const [text, problem] of ends) {
    it(`finds ${problem ?? "nothing"} wrong with the end "${text}" of a range from 2026-02-10`, () => {
      assert.equal(checkEndDate(text, "2026-02-10"), problem);
    });
  }
});

describe("window", () => {
  const day = Date.UTC(2024, 1, 29);
  const next = Date.UTC(2024, 2, 1);

  it("contains its first millisecond and not its end", () => {
    const window = { start: day, end: next };
    const times = [day - 1, day, next - 1, next];
    assert.deepEqual(
      times.map((time) => contains(window, time)),
      [false, true, true, false],
    );
  });

  it("is open where it has no end", () => {
    assert.ok(contains({}, 0) && contains({}, -1) && contains({}, Number.MAX_SAFE_INTEGER));
    assert.ok(contains({ start: day }, next) && !contains({ start: day }, day - 1));
    assert.ok(contains({ end: day }, day - 1) && !contains({ end: day }, day));
  });

  const overlaps: [what: string, window: { start?: number; end?: number }, expected: boolean][] = [
    ["the day itself", { start: day, end: next }, true],
    ["its last millisecond", { start: next - 1 }, true],
    ["its first millisecond", { end: day + 1 }, true],
    ["a moment inside it", { start: day + 5, end: day + 6 }, true],
    ["all time", {}, true],
    ["what begins when it ends", { start: next }, false],
    ["what ends when it begins", { end: day }, false],
  ];
  for (const [what, window, expected] of overlaps) {
    it(`${expected ? "touches" : "does not touch"} a day, being ${what}`, () => {
      assert.equal(overlapsDay(window, day), expected);
    });
  }
});
