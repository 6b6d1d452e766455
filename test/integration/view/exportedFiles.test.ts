import assert from "node:assert/strict";
import { jsonl, row } from "../../support/rows";
import { DESTINATION, formatOf, memoryFs, runExport } from "../../support/telemetry";
import { openViewer } from "../../support/viewer";

const { signal } = new AbortController();

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";
const CHILD = "00f067aa0ba902b7";

const STORED = jsonl(
  { kind: "header", schema_version: 1, context: { session_id: "aaaaaaaa-1" } },
  row({
    event_name: "child",
    timestamp: "2026-03-01T01:00:02.500Z",
    event_id: CHILD,
    trace_id: TRACE,
    parent_event_id: PARENT,
    properties: { result: "error", note: "größer" },
    measurements: { durationMs: 500 },
    error: { message: "It failed.", type: "Error" },
  }),
  row({
    event_name: "parent",
    timestamp: "2026-03-01T01:00:03.000Z",
    event_id: PARENT,
    trace_id: TRACE,
    properties: { result: "success" },
    measurements: { durationMs: 2000 },
  }),
  row({
    event_name: "log",
    timestamp: "2026-03-01T01:00:02.750Z",
    event_id: "1111111111111111",
    trace_id: TRACE,
    parent_event_id: CHILD,
  }),
);

async function exportAs(format: Parameters<typeof formatOf>[0], stored = STORED): Promise<string> {
  const fs = memoryFs({ "telemetry-2026-03-01.jsonl": stored });
  await runExport(fs, { format: formatOf(format) });
  return fs.readFileSync(DESTINATION, "utf8") as string;
}

it("an OTLP file whose times are no 64-bit numbers is shown without them", async () => {
  const text = (await exportAs("otlp")).replace(/"timeUnixNano":"/, `$&${"9".repeat(30)}`);
  const { viewer } = await openViewer({ "coder-telemetry-x.otlp.json": text });
  const { skippedCount, eventCount } = await viewer.overview({ filter: {} }, signal);
  assert.deepEqual({ skippedCount, eventCount }, { skippedCount: 1, eventCount: 2 });
});

for (const [format, name] of [
  ["json", "coder-telemetry-x.json"],
  ["otlp", "coder-telemetry-x.otlp.json"],
  ["otlpJsonl", "coder-telemetry-x.otlp.jsonl"],
] as const) {
  describe(`a file that was exported as ${format}`, () => {
    it("shows the same events, without anything unreadable", async () => {
      const { viewer } = await openViewer({ [name]: await exportAs(format) });
      const { rows } = await viewer.rows({ filter: {}, offset: 0, count: 10 }, signal);
      assert.deepEqual(
        rows.map(({ time, name: event, result, duration, session }) => [
          new Date(time).toISOString(),
          event,
          result,
          duration,
          session,
        ]),
        [
          ["2026-03-01T01:00:02.500Z", "child", "error", 500, "aaaaaaaa-1"],
          ["2026-03-01T01:00:02.750Z", "log", "none", undefined, "aaaaaaaa-1"],
          ["2026-03-01T01:00:03.000Z", "parent", "success", 2000, "aaaaaaaa-1"],
        ],
      );
      const { skippedCount } = await viewer.overview({ filter: {} }, signal);
      assert.equal(skippedCount, 0);
    });

    it("shows the same trace", async () => {
      const { viewer } = await openViewer({ [name]: await exportAs(format) });
      const { traces } = await viewer.traces({ filter: {}, offset: 0, count: 10 }, signal);
      assert.deepEqual(
        traces.map((trace) => trace.name),
        ["parent"],
      );
      const { traceId, events } = await viewer.trace({ index: traces[0]?.index ?? -1 }, signal);
      assert.equal(traceId, TRACE);
      assert.deepEqual(
        events.map((event) => [event.name, event.start, event.depth, event.error]),
        [
          ["parent", 0, 0, undefined],
          ["child", 1000, 1, "It failed."],
          ["log", 1750, 2, undefined],
        ],
      );
    });

    it("shows each event by itself, also of a line with several", async () => {
      const { viewer } = await openViewer({ [name]: await exportAs(format) });
      for (let index = 0; index < 3; index++) {
        const summary = (await viewer.rows({ filter: {}, offset: 0, count: 10 }, signal)).rows.find(
          (each) => each.index === index,
        );
        const { exported } = await viewer.event({ index }, signal);
        const event = JSON.parse(exported) as Record<string, unknown>;
        assert.equal(event["event_name"] ?? event["eventName"], summary?.name);
      }
    });

    it("shows an event from before 1970", async () => {
      const stored = jsonl(row({ event_name: "old", timestamp: "1969-12-31T23:00:00.000Z" }));
      const { viewer } = await openViewer({ [name]: await exportAs(format, stored) });
      const { rows } = await viewer.rows({ filter: {}, offset: 0, count: 10 }, signal);
      assert.deepEqual(
        rows.map(({ time, name: event }) => [time, event]),
        [[-3_600_000, "old"]],
      );
    });

    it("finds text in one event, also of a line with several", async () => {
      const { viewer } = await openViewer({ [name]: await exportAs(format) });
      const filter = { text: "größer" };
      const { rows } = await viewer.rows({ filter, offset: 0, count: 10 }, signal);
      assert.deepEqual(
        rows.map((each) => each.name),
        ["child"],
      );
    });

    it("counts lines that are cut off", async () => {
      const text = await exportAs(format);
      const { viewer } = await openViewer({ [name]: text.slice(0, text.indexOf("It failed.")) });
      const { skippedCount, eventCount } = await viewer.overview({ filter: {} }, signal);
      assert.deepEqual({ skippedCount, eventCount }, { skippedCount: 1, eventCount: 0 });
    });
  });
}
