import assert from "node:assert/strict";
import { EventGoneError } from "../../../src/telemetry/view/index/findEvents";
import type { Viewer } from "../../../src/telemetry/view/index/viewer";
import { jsonl, row } from "../../support/rows";
import { openViewer } from "../../support/viewer";

const { signal } = new AbortController();

const FIRST = "telemetry-2026-03-01-aaaaaaaa.jsonl";
const SECOND = "telemetry-2026-03-01-bbbbbbbb.jsonl";

describe("a file that is deleted after it was read", () => {
  const stored = row({
    trace_id: "f".repeat(32),
    properties: { result: "success", user: "ada" },
  });
  const files = { [FIRST]: jsonl(stored), [SECOND]: jsonl(stored) };

  for (const [what, ask] of [
    ["a search", (viewer) => viewer.overview({ filter: { text: "ada" } }, signal)],
    ["a trace", (viewer) => viewer.trace({ index: 0 }, signal)],
    ["sensitive data", (viewer) => viewer.sensitive({ filter: {}, identifiers: "keep" }, signal)],
  ] as [string, (viewer: Viewer) => Promise<unknown>][]) {
    it(`is not silently left out of ${what}`, async () => {
      const { viewer, fs } = await openViewer(files);
      await fs.promises.rm(`/telemetry/${SECOND}`);
      await assert.rejects(ask(viewer), EventGoneError);
    });
  }

  it("has no details to show, unlike other files", async () => {
    const { viewer, fs } = await openViewer(files);
    await fs.promises.rm(`/telemetry/${SECOND}`);
    await assert.rejects(viewer.event({ index: 1 }, signal), EventGoneError);
    assert.equal((await viewer.event({ index: 0 }, signal)).file, FIRST);
  });
});
