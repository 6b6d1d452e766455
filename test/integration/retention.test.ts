import assert from "node:assert/strict";
import { applyRetention } from "../../src/telemetry/recording/sinks/retention";
import { DIRECTORY, asFileSystem, memoryFs } from "../support/telemetry";

const NOW = Date.UTC(2026, 2, 31, 12);
const KB = "x".repeat(1000);
const generous = { maxAgeDays: 30, maxTotalBytes: 100_000_000 };

describe("retention", () => {
  const cases: [what: string, files: string[], settings: object, removed: string[]][] = [
    ["nothing of an empty folder", [], {}, []],
    [
      "what is older than 30 days",
      ["telemetry-2026-02-28.jsonl", "telemetry-2026-03-01.jsonl", "telemetry-2026-03-30.jsonl"],
      {},
      ["telemetry-2026-02-28.jsonl"],
    ],
    [
      "the oldest above the size, parts in order",
      [
        "telemetry-2026-03-20.1.jsonl",
        "telemetry-2026-03-20.jsonl",
        "telemetry-2026-03-21-aaaaaaaa.jsonl",
        "telemetry-2026-03-22.jsonl",
      ],
      { maxTotalBytes: 2000 },
      ["telemetry-2026-03-20.jsonl", "telemetry-2026-03-20.1.jsonl"],
    ],
    [
      "the old first, before the size is counted",
      ["telemetry-2026-01-01.jsonl", "telemetry-2026-03-20.jsonl"],
      { maxTotalBytes: 1000 },
      ["telemetry-2026-01-01.jsonl"],
    ],
    [
      "nothing that a live window may be writing",
      [
        "telemetry-2026-03-30-aaaaaaaa.jsonl",
        "telemetry-2026-03-31-bbbbbbbb.1.jsonl",
        "telemetry-2026-03-31-bbbbbbbb.jsonl",
        "telemetry-2026-04-01-cccccccc.jsonl",
      ],
      { maxTotalBytes: 1000, maxAgeDays: 1 },
      [],
    ],
    [
      "nothing that is no telemetry file",
      ["notes.txt", "telemetry-2020-01-01.json", "telemetry-2020-02-30.jsonl"],
      { maxTotalBytes: 1000, maxAgeDays: 1 },
      [],
    ],
  ];
  for (const [what, names, settings, removed] of cases) {
    it(`removes ${what}`, async () => {
      const fs = memoryFs(Object.fromEntries(names.map((name) => [name, KB])));
      const result = await applyRetention(
        asFileSystem(fs),
        DIRECTORY,
        { ...generous, ...settings },
        NOW,
      );
      assert.deepEqual(result, removed);
      assert.deepEqual(
        (fs.readdirSync(DIRECTORY) as string[]).sort(),
        names.filter((name) => !removed.includes(name)).sort(),
      );
    });
  }

  it("is content with a folder that does not exist", async () => {
    const fs = asFileSystem(memoryFs({}));
    assert.deepEqual(await applyRetention(fs, "/nowhere", generous, NOW), []);
  });
});
