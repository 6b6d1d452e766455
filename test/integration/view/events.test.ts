import assert from "node:assert/strict";
import { jsonl, row } from "../../support/rows";
import { namesOf, openViewer } from "../../support/viewer";

const { signal } = new AbortController();

const FIRST = "telemetry-2026-03-01-aaaaaaaa.jsonl";
const SECOND = "telemetry-2026-03-01-bbbbbbbb.jsonl";

const header = (session: string): object => ({
  kind: "header",
  schema_version: 1,
  timestamp: "2026-03-01T00:00:00.000Z",
  context: { session_id: session, machine_id: "m" },
});

/** Two windows whose events take turns. */
const WINDOWS = {
  [FIRST]: jsonl(
    header("aaaaaaaa-1"),
    row({
      event_name: "one",
      timestamp: "2026-03-01T01:00:00Z",
      properties: { result: "success" },
    }),
    row({ event_name: "three", timestamp: "2026-03-01T03:00:00Z", properties: { note: "Zürich" } }),
  ),
  [SECOND]: jsonl(
    header("bbbbbbbb-2"),
    row({
      event_name: "two",
      timestamp: "2026-03-01T02:00:00Z",
      properties: { result: "aborted" },
    }),
    row({
      event_name: "four",
      timestamp: "2026-03-01T04:00:00Z",
      measurements: { durationMs: 12.5 },
      error: { message: "It failed." },
    }),
  ),
};

describe("the table of events", () => {
  it("is in chronological order across windows", async () => {
    const { viewer } = await openViewer(WINDOWS);
    assert.deepEqual(await namesOf(viewer), ["one", "two", "three", "four"]);
  });

  it("shows the facts of an event", async () => {
    const { viewer } = await openViewer(WINDOWS);
    const { total, rows } = await viewer.rows({ filter: {}, offset: 3, count: 10 }, signal);
    assert.equal(total, 4);
    assert.deepEqual(rows, [
      {
        index: 3,
        time: Date.parse("2026-03-01T04:00:00Z"),
        name: "four",
        result: "error",
        duration: 12.5,
        session: "bbbbbbbb-2",
      },
    ]);
  });

  for (const [title, filter, names] of [
    ["name", { names: ["two", "none of them"] }, ["two"]],
    ["result", { results: ["none", "aborted"] }, ["two", "three"]],
    ["session", { sessions: ["bbbbbbbb-2"] }, ["two", "four"]],
    ["start", { start: Date.parse("2026-03-01T02:00:00Z") }, ["two", "three", "four"]],
    ["end", { end: Date.parse("2026-03-01T02:00:00Z") }, ["one"]],
    ["text, in any letter case", { text: "zÜRICH" }, ["three"]],
    ["text that is only in the header", { text: "bbbbbbbb-2" }, []],
    ["everything at once", { sessions: ["aaaaaaaa-1"], results: ["none"], text: "i" }, ["three"]],
  ] as const) {
    it(`is filtered by ${title}`, async () => {
      const { viewer } = await openViewer(WINDOWS);
      assert.deepEqual(await namesOf(viewer, filter), names);
    });
  }

  it("is filtered by the text of each event of a line, as an export is", async () => {
    const [one, two] = ["one", "two"].map((event_name) => JSON.stringify(row({ event_name })));
    const { viewer } = await openViewer({ [FIRST]: `${one}${two}\n` });
    assert.deepEqual(await namesOf(viewer, { text: '"two"' }), ["two"]);
  });

  it("finds each of many events in a line", async () => {
    const event = JSON.stringify({ event_name: "x", timestamp: "2026-03-01T00:00:00Z" });
    const last = JSON.stringify(row({ event_name: "last" }));
    const { viewer } = await openViewer({ [FIRST]: `${event.repeat(65_536)}${last}\n` });
    assert.match((await viewer.event({ index: 65_536 }, signal)).stored, /"last"/);
  });

  it("has an event in the last microsecond before a filter's end", async () => {
    const files = { [FIRST]: jsonl(row({ timestamp: "2026-03-01T00:59:59.999999999Z" })) };
    const { viewer } = await openViewer(files);
    const end = Date.parse("2026-03-01T01:00:00Z");
    assert.equal((await namesOf(viewer, { end })).length, 1);
    assert.equal((await namesOf(viewer, { start: end })).length, 0);
  });

  it("leaves out what is no event, and counts it", async () => {
    const { viewer } = await openViewer({ [FIRST]: `{"event_na\n${WINDOWS[FIRST]}` });
    assert.deepEqual(await namesOf(viewer), ["one", "three"]);
    const { skippedCount } = await viewer.overview({ filter: {} }, signal);
    assert.equal(skippedCount, 1);
  });

  it("has what was read until reading was stopped", async () => {
    const stopped = AbortSignal.abort();
    const { viewer } = await openViewer(WINDOWS, stopped);
    const { isComplete, eventCount } = await viewer.overview({ filter: {} }, signal);
    assert.deepEqual({ isComplete, eventCount }, { isComplete: false, eventCount: 0 });
  });

  it("forgets a search that was canceled", async () => {
    const { viewer } = await openViewer(WINDOWS);
    const request = { filter: { text: "zürich" }, offset: 0, count: 10 };
    await assert.rejects(viewer.rows(request, AbortSignal.abort()), { name: "AbortError" });
    assert.equal((await viewer.rows(request, signal)).total, 1);
  });

  it("goes on with a search if only one of two requests for it is canceled", async () => {
    const { viewer } = await openViewer(WINDOWS);
    const filter = { text: "zürich" };
    const canceled = new AbortController();
    const rows = viewer.rows({ filter, offset: 0, count: 10 }, canceled.signal);
    const overview = viewer.overview({ filter }, signal);
    canceled.abort();
    await assert.rejects(rows, { name: "AbortError" });
    assert.equal((await overview).eventCount, 1);
  });

  for (const stored of ["1e999", "1e308", "-1", "9007199254740991", '"NaN"', '"12"', "null"]) {
    it(`has no duration that is ${stored}`, async () => {
      const line = jsonl(row({ measurements: { durationMs: 1 } })).replace(":1}", `:${stored}}`);
      const { viewer } = await openViewer({ [FIRST]: line });
      const { rows } = await viewer.rows({ filter: {}, offset: 0, count: 10 }, signal);
      assert.deepEqual([rows.length, rows[0]?.duration], [1, undefined]);
    });
  }
});

describe("the details of an event", () => {
  it("show the stored line and the exported event, whose secrets are masked", async () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const stored = row({ event_name: "secret", properties: { note: `uses ${token}` } });
    const { viewer } = await openViewer({ [FIRST]: jsonl(header("s"), row(), stored) });
    const details = await viewer.event({ index: 1 }, signal);
    assert.equal(details.stored, JSON.stringify(stored));
    assert.equal(details.file, FIRST);
    assert.equal(details.line, 3);
    const { properties, context } = JSON.parse(details.exported) as Record<string, object>;
    assert.deepEqual(properties, { note: "uses [masked]" });
    assert.deepEqual(context, { session_id: "s", machine_id: "m" });
  });
});
