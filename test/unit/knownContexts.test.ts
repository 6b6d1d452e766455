import assert from "node:assert/strict";
import { EventLines, type TelemetryEvent } from "../../src/telemetry/export/prepare/eventLines";
import { KnownContexts } from "../../src/telemetry/export/prepare/knownContexts";
import { row } from "../support/rows";

const CONTEXT = { session_id: "0a1b2c3d", os_type: "linux", nested: 1 };
const TEXT = JSON.stringify(CONTEXT);
const LINE = `{"event_name":"a","timestamp":"2026-03-01","context":${TEXT},"properties":{"b":"c"}}`;

/** The event of a line, when the context of another one is known. */
function eventAfter(known: string, line: string): TelemetryEvent | undefined {
  const lines = new EventLines({ header: undefined, extensionId: undefined }, new KnownContexts());
  lines.read(known);
  const read = lines.read(line);
  return read.kind === "event" ? read.event : undefined;
}

describe("a context that came before", () => {
  it("is neither parsed nor looked through again, and the event is the same", () => {
    const first = eventAfter(LINE, LINE);
    assert.ok(first);
    assert.ok(!first.unseen.includes("session_id"));
    assert.equal(first.text, LINE);
    assert.deepEqual(first.context, CONTEXT);
    assert.deepEqual(first.row, JSON.parse(LINE));
  });

  it("of another window is found, too", () => {
    const other = LINE.replace("0a1b2c3d", "ffffffff");
    const lines = new EventLines(
      { header: undefined, extensionId: undefined },
      new KnownContexts(),
    );
    for (const line of [LINE, other, LINE, other]) {
      const read = lines.read(line);
      assert.ok(read.kind === "event");
      assert.deepEqual(read.event.row, JSON.parse(line));
    }
  });

  it("is looked through each time if it may hold a secret", () => {
    const line = LINE.replace("linux", "password=x");
    assert.equal(eventAfter(line, line)?.unseen, line);
  });

  const others: [what: string, line: string][] = [
    ["another context", LINE.replace("linux", "darwin")],
    ["a longer one", LINE.replace('"linux"', '"linux","more":2')],
    ["it inside another object", LINE.replace('"context":', '"x":{},"context":')],
    [
      "it below another key",
      `{"event_name":"a","timestamp":"2026-03-01","p":{"context":${TEXT},"q":1}}`,
    ],
    ["it at the end", `{"event_name":"a","timestamp":"2026-03-01","context":${TEXT}}`],
    ["it twice", LINE.replace("}}", `},"context":{"session_id":"b"}}`)],
    ["it and then null", LINE.replace("}}", `},"context":null}`)],
    ["it in a string", JSON.stringify(row({ event_name: LINE }))],
    ["it behind a key with a quote", LINE.replace('"context"', '"a\\"context"')],
    ["a brace in it", LINE.replaceAll("linux", "li}nux")],
  ];
  for (const [what, line] of others) {
    it(`does not stand for ${what}`, () => {
      const event = eventAfter(LINE, line);
      assert.ok(event);
      assert.deepEqual(event.row, JSON.parse(line));
      assert.deepEqual(event.context, event.row["context"] ?? undefined);
      assert.equal(event.text, line);
    });
  }

  const torn: [what: string, line: string][] = [
    ["before it", LINE.slice(20)],
    ["in a string before it", LINE.replace('"2026-03-01",', '"2026,')],
    [
      "in a string before it, with another behind it",
      LINE.replace('"2026-03-01",', '"2026,').replace('},"prop', '},","prop'),
    ],
    ["behind it", LINE.slice(0, -12)],
    ["by a comma too many", LINE.replace('},"prop', '},,"prop')],
    ["by a comma too few", LINE.replace('01","con', '01""con')],
  ];
  for (const [what, line] of torn) {
    it(`does not make an event of a line that is torn ${what}`, () => {
      assert.throws(() => JSON.parse(line) as unknown);
      assert.equal(eventAfter(LINE, line), undefined);
    });
  }
});
