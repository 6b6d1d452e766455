import assert from "node:assert/strict";
import { parseManifest } from "../../scripts/verify/parseManifest";

describe("a manifest that is read again", () => {
  const manifest = {
    manifestVersion: 1,
    format: "json",
    identifiers: "keep",
    export: { file: "export.json", sha256: "00" },
    eventCount: 1,
    omittedCount: 0,
    rowsRead: 2,
    outsideCount: 0,
    skipped: [{ file: "telemetry-2026-03-01.jsonl", line: 2, reason: "invalidJson" }],
    skippedCount: 1,
    sessions: [{ session: "a", first: 0, last: 0, events: 1, gaps: 0 }],
    missingCount: 1,
    gapCount: 1,
    gaps: [{ session: "a", after: 0, before: 2, count: 1 }],
    duplicateCount: 0,
    uncheckedCount: 0,
    bytesWritten: 10,
    fileCount: 1,
    laterFiles: ["telemetry-2026-03-02.jsonl"],
    problems: [{ file: "telemetry-2026-03-01.jsonl", reason: "unreadableFile" }],
    problemCounts: { unreadFile: 1, unreadFolder: 0, checksumMismatch: 0, notStored: 0 },
    sources: [{ directory: "/telemetry" }, { name: "a", bundle: "/bundle.zip" }],
    files: [{ name: "telemetry-2026-03-01.jsonl", bytes: 10, sha256: "00", isComplete: true }],
  };

  it("is returned with what it has besides", () => {
    const extended = { ...manifest, added: null };
    assert.deepEqual(parseManifest(JSON.stringify(extended)), extended);
  });

  for (const field of Object.keys(manifest)) {
    it(`is none when ${field} is missing or of another type`, () => {
      for (const value of [undefined, null, true, [null], { a: [] }]) {
        assert.equal(parseManifest(JSON.stringify({ ...manifest, [field]: value })), undefined);
      }
    });
  }

  for (const [what, change] of [
    ["another version", { manifestVersion: 2 }],
    ["a folder without a path", { sources: [{ directory: 1 }] }],
    ["a count that is a text", { problemCounts: { ...manifest.problemCounts, unreadFile: "1" } }],
    ["a file without its size", { files: [{ ...manifest.files[0], bytes: undefined }] }],
  ] as const) {
    it(`is none with ${what}`, () => {
      assert.equal(parseManifest(JSON.stringify({ ...manifest, ...change })), undefined);
    });
  }

  for (const text of ["", "{", "null", "[]", "{}"]) {
    it(`is none when its text is ${JSON.stringify(text)}`, () => {
      assert.equal(parseManifest(text), undefined);
    });
  }
});
