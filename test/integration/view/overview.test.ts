import assert from "node:assert/strict";
import { jsonl, row } from "../../support/rows";
import { openViewer } from "../../support/viewer";

const { signal } = new AbortController();

const FILE = "telemetry-2026-03-01-aaaaaaaa.jsonl";

const at = (timestamp: string, fields: object = {}): object => row({ timestamp, ...fields });

describe("the overview", () => {
  it("counts events, sessions, failures and files", async () => {
    const { viewer } = await openViewer({
      [FILE]: jsonl(
        at("2026-03-01T01:00:00Z", { context: { session_id: "a" } }),
        at("2026-03-01T01:30:00Z", { context: { session_id: "b" }, error: { message: "No." } }),
        at("2026-03-01T03:00:00Z", { event_name: "other", properties: { result: "error" } }),
      ),
      "telemetry-2026-03-02.jsonl": "",
    });
    const { timeline, ...facts } = await viewer.overview({ filter: {} }, signal);
    assert.deepEqual(facts, {
      isComplete: true,
      eventCount: 3,
      sessionCount: 2,
      failureCount: 2,
      skippedCount: 0,
      missingCount: 0,
      fileCount: 2,
      bytes: facts.bytes,
      results: [
        { value: "error", count: 2 },
        { value: "none", count: 1 },
      ],
      names: [
        { value: "test.event", count: 2 },
        { value: "other", count: 1 },
      ],
      sessions: [
        { value: "b", count: 1 },
        { value: "a", count: 1 },
      ],
    });
    assert.equal(timeline.unit, "hour");
    assert.deepEqual(
      timeline.starts.map((start) => new Date(start).toISOString()),
      ["2026-03-01T01:00:00.000Z", "2026-03-01T02:00:00.000Z", "2026-03-01T03:00:00.000Z"],
    );
    assert.deepEqual(timeline.counts.error, [1, 0, 1]);
    assert.deepEqual(timeline.counts.none, [1, 0, 0]);
  });

  it("counts events that are missing between stored ones", async () => {
    const context = { session_id: "s" };
    const sequences = [1, 2, 6, 5, 9];
    const rows = sequences.map((event_sequence) => row({ context, event_sequence }));
    const { viewer } = await openViewer({ [FILE]: jsonl(...rows) });
    const { missingCount } = await viewer.overview({ filter: {} }, signal);
    assert.equal(missingCount, 4);
    assert.deepEqual(viewer.losses.gaps, [
      { session: "s", after: 2, before: 5, count: 2 },
      { session: "s", after: 6, before: 9, count: 2 },
    ]);
  });

  it("counts and names what can't be read", async () => {
    const utf16 = "telemetry-2026-03-02.jsonl";
    const { viewer } = await openViewer({
      [FILE]: `torn\n${jsonl(row())}`,
      [utf16]: Buffer.from(`\ufeff${jsonl(row())}`, "utf16le"),
    });
    const { eventCount, skippedCount } = await viewer.overview({ filter: {} }, signal);
    assert.deepEqual({ eventCount, skippedCount }, { eventCount: 1, skippedCount: 2 });
    assert.deepEqual(viewer.losses.skipped, [{ file: FILE, line: 1, reason: "invalidJson" }]);
    assert.deepEqual(viewer.losses.problems, [{ file: utf16, reason: "utf16" }]);
  });

  it("lists only the most frequent names", async () => {
    const names = Array.from({ length: 1100 }, (_, index) => row({ event_name: `n${index}` }));
    const { viewer } = await openViewer({ [FILE]: jsonl(...names, row({ event_name: "n1099" })) });
    const overview = await viewer.overview({ filter: {} }, signal);
    assert.equal(overview.names.length, 1000);
    assert.deepEqual(overview.names[0], { value: "n1099", count: 2 });
  });

  it("follows the filter", async () => {
    const { viewer } = await openViewer({
      [FILE]: jsonl(at("2026-03-01T01:00:00Z"), at("2026-03-01T05:00:00Z", { event_name: "b" })),
    });
    const filter = { names: ["b"] };
    const { eventCount, timeline, names } = await viewer.overview({ filter }, signal);
    assert.equal(eventCount, 1);
    assert.equal(timeline.starts.length, 1);
    assert.deepEqual(names, [{ value: "b", count: 1 }]);
  });

  it("has days for a longer period, and only days near the others", async () => {
    const { viewer } = await openViewer({
      [FILE]: jsonl(
        at("0001-01-01T00:00:00Z"),
        at("2026-03-01T00:00:00Z"),
        at("2026-03-08T00:00:00Z"),
        at("2099-01-01T00:00:00Z"),
      ),
    });
    const { timeline, eventCount, results } = await viewer.overview({ filter: {} }, signal);
    assert.equal(eventCount, 4);
    // One can filter by the results of all events, also of those outside the timeline.
    assert.deepEqual(results, [{ value: "none", count: 4 }]);
    assert.equal(timeline.unit, "day");
    assert.equal(new Date(timeline.starts.at(-1) ?? 0).toISOString(), "2026-03-08T00:00:00.000Z");
    assert.deepEqual(timeline.counts.none, [1, 0, 0, 0, 0, 0, 0, 1]);
    assert.equal(timeline.outsideCount, 2);
  });

  it("is of most events, if there are gaps of more than a year", async () => {
    const times = ["2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", "2026-03-01T00:00:00Z"];
    const { viewer } = await openViewer({ [FILE]: jsonl(...times.map((time) => at(time))) });
    const { timeline } = await viewer.overview({ filter: {} }, signal);
    assert.equal(new Date(timeline.starts[0] ?? 0).toISOString(), "2024-03-01T00:00:00.000Z");
    assert.equal(timeline.outsideCount, 1);
  });

  it("has at most ten years", async () => {
    const years = Array.from({ length: 15 }, (_, year) => at(`${2010 + year}-06-01T00:00:00Z`));
    const { viewer } = await openViewer({ [FILE]: jsonl(...years) });
    const { timeline } = await viewer.overview({ filter: {} }, signal);
    assert.equal(new Date(timeline.starts[0] ?? 0).toISOString(), "2014-05-25T00:00:00.000Z");
    assert.equal(timeline.outsideCount, 4);
  });

  it("has events later than tomorrow if there are no others, which a filter can ask for", async () => {
    const { viewer } = await openViewer({
      [FILE]: jsonl(at("2026-03-01T00:00:00Z"), at("2099-01-01T00:00:00Z")),
    });
    const filter = { start: Date.UTC(2099, 0) };
    const { timeline } = await viewer.overview({ filter }, signal);
    assert.deepEqual(timeline.starts, [Date.UTC(2099, 0)]);
    assert.deepEqual(timeline.counts.none, [1]);
    assert.equal(timeline.outsideCount, 0);
  });

  it("is empty without telemetry", async () => {
    const { viewer } = await openViewer({});
    const { eventCount, timeline } = await viewer.overview({ filter: {} }, signal);
    assert.equal(eventCount, 0);
    assert.deepEqual(timeline.starts, []);
  });
});

describe("sensitive data", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  const files = {
    [FILE]: jsonl(
      row({
        properties: { note: `${token} and ${token}`, user: "ada", other: "ada" },
        error: { message: "connect ECONNREFUSED 203.0.113.7:443 for ada" },
      }),
      row({ properties: { user: "grace" } }),
    ),
  };

  it("is secrets that are masked, none of which is shown", async () => {
    const { viewer } = await openViewer(files);
    const request = { filter: {}, identifiers: "keep" } as const;
    assert.deepEqual(await viewer.sensitive(request, signal), {
      eventCount: 2,
      kinds: [{ kind: "secret", count: 2, examples: [{ exported: "[masked]" }] }],
    });
  });

  it("is identifiers that are replaced, with the name that each stands for", async () => {
    const { viewer } = await openViewer(files);
    const request = { filter: {}, identifiers: "pseudonymize" } as const;
    const { kinds } = await viewer.sensitive(request, signal);
    const stored = (kind: string): unknown =>
      kinds.find((each) => each.kind === kind)?.examples.map((example) => example.stored);
    assert.deepEqual(stored("user"), ["ada", "grace"]);
    assert.deepEqual(stored("ip"), ["203.0.113.7"]);
    assert.equal(kinds.find(({ kind }) => kind === "secret")?.count, 2);
  });
});
