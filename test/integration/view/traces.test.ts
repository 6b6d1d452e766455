import assert from "node:assert/strict";
import { jsonl, row } from "../../support/rows";
import { openViewer } from "../../support/viewer";

const { signal } = new AbortController();

const FILE = "telemetry-2026-03-01.jsonl";

describe("traces", () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const span = (id: string, end: string, fields: object): object =>
    row({
      event_id: id,
      event_name: id,
      timestamp: `2026-03-01T00:00:${end}Z`,
      trace_id: traceId,
      ...fields,
    });
  const succeeded = { result: "success" };
  const files = {
    [FILE]: jsonl(
      // Children are stored before their parents, which end later.
      span("child", "03", {
        parent_event_id: "root",
        properties: succeeded,
        measurements: { durationMs: 1000 },
      }),
      span("log", "02.500", { parent_event_id: "child" }),
      span("root", "04", { properties: succeeded, measurements: { durationMs: 3000 } }),
      // The first 13 digits are the same.
      row({
        event_name: "other",
        trace_id: `${traceId.slice(0, -1)}d`,
        properties: succeeded,
        measurements: { durationMs: 9000 },
      }),
      row({
        event_name: "failed",
        trace_id: "f".repeat(32),
        properties: { result: "error" },
        error: { message: "No." },
      }),
    ),
  };

  it("are listed with the failed ones first, then the slowest", async () => {
    const { viewer } = await openViewer(files);
    const { total, traces } = await viewer.traces({ filter: {}, offset: 0, count: 10 }, signal);
    assert.equal(total, 3);
    assert.deepEqual(
      traces.map(({ name, duration }) => [name, duration]),
      [
        ["failed", undefined],
        ["other", 9000],
        ["root", 3000],
      ],
    );
  });

  it("have an ID that is not only zeros, as in an export", async () => {
    const none = row({ trace_id: "0".repeat(32), properties: succeeded });
    const { viewer } = await openViewer({ [FILE]: jsonl(none) });
    const { total } = await viewer.traces({ filter: {}, offset: 0, count: 10 }, signal);
    assert.equal(total, 0);
    assert.equal((await viewer.event({ index: 0 }, signal)).traceId, undefined);
  });

  it("are shown as a waterfall", async () => {
    const { viewer } = await openViewer(files);
    const trace = await viewer.trace({ index: 1 }, signal);
    assert.equal(trace.traceId, traceId);
    assert.deepEqual(
      trace.events.map(({ name, start, depth }) => [name, start, depth]),
      [
        ["root", 0, 0],
        ["child", 1000, 1],
        ["log", 1500, 2],
      ],
    );
  });

  it("are shown with the 10,000 events that started first, and the one that was opened", async () => {
    const logs = Array.from({ length: 12_000 }, (_, index) =>
      span(`log ${index}`, "04", { parent_event_id: "root" }),
    );
    const last = span("last", "05", { parent_event_id: "root" });
    // The root ends last, so it is stored last, but it starts first.
    const measurements = { durationMs: 5000 };
    const root = span("root", "06", { properties: succeeded, measurements });
    const { viewer } = await openViewer({ [FILE]: jsonl(...logs, last, root) });
    const { events, eventCount } = await viewer.trace({ index: 12_000 }, signal);
    assert.equal(eventCount, 12_002);
    assert.equal(events.length, 10_001);
    const [first] = events;
    assert.deepEqual([first?.name, first?.depth, first?.duration], ["root", 0, 5000]);
    assert.deepEqual([events.at(-1)?.name, events.at(-1)?.depth], ["last", 1]);
  });

  it("are shown whole if spans are their own ancestors, and however deep they are", async () => {
    const loop = [
      span("a", "01", { parent_event_id: "b", properties: succeeded }),
      span("b", "02", { parent_event_id: "a", properties: succeeded }),
      span("c", "03", { parent_event_id: "c", properties: succeeded }),
    ];
    const chain = Array.from({ length: 9997 }, (_, index) =>
      span(`s${index}`, "04", { parent_event_id: `s${index - 1}`, properties: succeeded }),
    );
    const { viewer } = await openViewer({ [FILE]: jsonl(...loop, ...chain) });
    const { events } = await viewer.trace({ index: 0 }, signal);
    assert.equal(events.length, 10_000);
    assert.equal(new Set(events.map(({ index }) => index)).size, 10_000);
    assert.deepEqual(
      events.filter(({ name }) => name.length === 1).map(({ name, depth }) => [name, depth]),
      [
        ["a", 0],
        ["b", 1],
        ["c", 0],
      ],
    );
    assert.ok(events.some(({ depth }) => depth === 9996));
  });
});
