import assert from "node:assert/strict";
import { customRange, rangePresets } from "../../src/telemetry/export/select/dateRange";
import { laterFiles } from "../../src/telemetry/export/select/laterFiles";
import { listTelemetryFiles } from "../../src/telemetry/stored/telemetryFolder";
import { DIRECTORY, asFileSystem, memoryFs } from "../support/telemetry";

const { window } = customRange("2026-03-01", "2026-03-02");

async function namesOf(names: readonly string[], extensionId?: string): Promise<string[]> {
  const fs = memoryFs(Object.fromEntries(names.map((name) => [name, ""])));
  const source = { directory: DIRECTORY, extensionId };
  return laterFiles(await listTelemetryFiles(asFileSystem(fs), source), window);
}

describe("files that can contain events from the end of a range that has ended", () => {
  const cases: [what: string, names: string[], later: string[]][] = [
    [
      "are those of the next day",
      ["telemetry-2026-03-03-b.jsonl"],
      ["telemetry-2026-03-03-b.jsonl"],
    ],
    [
      "are not those of the range",
      ["telemetry-2026-03-02.jsonl", "telemetry-2026-03-01-a.jsonl"],
      [],
    ],
    ["are not those of another session on a later day", ["telemetry-2026-03-04-b.jsonl"], []],
    [
      "are those of a later day, if the session has files in the range",
      [
        "telemetry-2026-03-02-a.jsonl",
        "telemetry-2026-03-06-a.jsonl",
        "telemetry-2026-03-06-b.jsonl",
      ],
      ["telemetry-2026-03-06-a.jsonl"],
    ],
    [
      "are not those of a later day that no session has",
      ["telemetry-2026-03-02.jsonl", "telemetry-2026-03-06.jsonl"],
      [],
    ],
    ["are not those before it", ["telemetry-2026-02-28-a.jsonl"], []],
  ];
  for (const [what, names, later] of cases) {
    it(what, async () => {
      assert.deepEqual(await namesOf(names), later);
      assert.deepEqual(await namesOf(names, "coder.coder-remote"), later);
    });
  }

  it("are not those of this extension, which files events under their own day", async () => {
    const names = ["telemetry-2026-03-03-b.jsonl"];
    assert.deepEqual(await namesOf(names, "coder.coder-telemetry"), []);
  });

  it("are at most 100, and none for a range that has not ended", async () => {
    const names = Array.from({ length: 150 }, (_, index) => `telemetry-2026-03-03-${index}.jsonl`);
    assert.equal((await namesOf(names)).length, 100);
    const fs = memoryFs(Object.fromEntries(names.map((name) => [name, ""])));
    const files = await listTelemetryFiles(asFileSystem(fs), { directory: DIRECTORY });
    const now = Date.UTC(2026, 2, 2);
    for (const { range } of rangePresets) {
      assert.deepEqual(laterFiles(files, range(now).window, now), []);
    }
    assert.deepEqual(laterFiles(files, window, now), []);
  });
});
