import assert from "node:assert/strict";
import type { TelemetryEvent } from "../../../src/telemetry/read/eventLines";
import { event, formatOf, writeText } from "../../support/telemetry";

interface Request {
  resourceLogs: { scopeLogs: { logRecords: { eventName: string }[] }[] }[];
}

describe("OTLP/JSON Lines writer", () => {
  it("writes no line for no events", () => {
    assert.deepEqual(write([]), []);
  });

  it("writes one request for a few events, one entry a run of equal contexts", () => {
    const of = (event_name: string, session_id: string): TelemetryEvent =>
      event({ event_name, context: { session_id } });
    const [line, ...others] = write([of("a", "1"), of("b", "1"), of("c", "2"), of("d", "1")]);
    assert.deepEqual(others, []);
    assert.deepEqual(namesByEntry(line ?? ""), [["a", "b"], ["c"], ["d"]]);
  });

  it("writes the same records as the OTLP writer", () => {
    const events = Array.from({ length: 2500 }, (_, index) =>
      event({ event_sequence: index, context: { session_id: String(index >> 4) } }),
    );
    const whole = writeText(formatOf("otlp"), events);
    assert.deepEqual(write(events).flatMap(records), records(whole));
  });

  it("puts at most 1,000 records on a line", () => {
    const lines = write(Array.from({ length: 2001 }, () => event()));
    assert.deepEqual(
      lines.map((line) => records(line).length),
      [1000, 1000, 1],
    );
  });

  it("fills lines up to 1,000,000 bytes of UTF-8, and no further", () => {
    // As long as a line allows: two of 499 kB fit together, a third does not.
    const events = Array.from({ length: 5 }, () =>
      event({ properties: { text: "ü".repeat(249_000) } }),
    );
    const lines = write(events);
    assert.deepEqual(
      lines.map((line) => records(line).length),
      [2, 2, 1],
    );
    assert.ok(lines.every((line) => Buffer.byteLength(line) <= 1_000_000));
  });

  it("reaches the limit to the byte", () => {
    const sizeOf = (length: number): number =>
      Buffer.byteLength(
        write([event({ properties: { text: "x".repeat(length) } }), event()])[0] ?? "",
      );
    const room = 1_000_000 - sizeOf(0);
    assert.equal(sizeOf(room), 1_000_000);
    const lines = write([event({ properties: { text: "x".repeat(room + 1) } }), event()]);
    assert.equal(lines.length, 2);
  });

  it("puts a record that is larger by itself alone on its line", () => {
    const large = event({ event_name: "large", properties: { text: "x".repeat(1_200_000) } });
    const lines = write([event(), large, event()]);
    assert.deepEqual(
      lines.map((line) => records(line).length),
      [1, 1, 1],
    );
    assert.deepEqual(namesByEntry(lines[1] ?? ""), [["large"]]);
  });

  it("counts the lines that are larger, by a byte or by far", () => {
    const emptyLine = write([event({ properties: { text: "" } })])[0] ?? "";
    const room = 1_000_000 - Buffer.byteLength(emptyLine);
    const oversizedAfter = (...lengths: number[]): number | undefined => {
      const writer = formatOf("otlpJsonl").createWriter({ version: "1.2.3" });
      const encode = formatOf("otlpJsonl").createEncoder();
      for (const length of lengths) {
        writer.add(encode(event({ properties: { text: "x".repeat(length) } })));
      }
      writer.end();
      return writer.oversizedCount;
    };
    assert.equal(oversizedAfter(room, room), 0);
    assert.equal(oversizedAfter(room + 1, room), 1);
    assert.equal(oversizedAfter(room, 5_000_000, 0, room + 1), 2);
  });
});

/** The lines of a document, without their newlines. */
function write(events: readonly TelemetryEvent[]): string[] {
  const text = writeText(formatOf("otlpJsonl"), events);
  assert.ok(text === "" || text.endsWith("\n"));
  return text.split("\n").slice(0, -1);
}

function namesByEntry(line: string): string[][] {
  return (JSON.parse(line) as Request).resourceLogs.map(({ scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) => logRecords.map(({ eventName }) => eventName)),
  );
}

function records(line: string): unknown[] {
  return (JSON.parse(line) as Request).resourceLogs.flatMap(({ scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) => logRecords),
  );
}
