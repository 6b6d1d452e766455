import assert from "node:assert/strict";
import * as realFs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyRetention } from "../../src/telemetry/recording/sinks/retention";
import { DAY_MS } from "../../src/telemetry/stored/utcDate";
import { DIRECTORY, type MemoryFs, asFileSystem, memoryFs } from "../support/telemetry";

const NOW = Date.UTC(2026, 2, 31, 12);
const KB = "x".repeat(1000);
const generous = { maxAgeDays: 30, maxTotalBytes: 100_000_000 };
const FUTURE = "telemetry-2099-01-01-dddddddd.jsonl";

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
      assert.deepEqual(result, { removed, failures: [] });
      assert.deepEqual(left(fs), names.filter((name) => !removed.includes(name)).sort());
    });
  }

  const clocks: [what: string, files: string[], removed: string[]][] = [
    [
      "nothing where no other day of late speaks for the clock",
      ["telemetry-2026-03-01.jsonl", "telemetry-2026-03-30.jsonl"],
      [],
    ],
    [
      "nothing because of what is recorded on the first day of a wrong clock",
      ["telemetry-2026-03-30.jsonl", "telemetry-2099-01-01.jsonl"],
      [],
    ],
    [
      "what is old beside the newest, however old that is",
      ["telemetry-2026-02-27.jsonl", "telemetry-2026-02-28.jsonl", "telemetry-2026-03-30.jsonl"],
      ["telemetry-2026-02-27.jsonl"],
    ],
    [
      "what is old where another day speaks for the clock",
      ["telemetry-2026-03-30.jsonl", "telemetry-2098-12-31.jsonl", "telemetry-2099-01-01.jsonl"],
      ["telemetry-2026-03-30.jsonl"],
    ],
  ];
  for (const [what, names, removed] of clocks) {
    it(`with a clock in 2099, removes ${what}`, async () => {
      const fs = memoryFs(Object.fromEntries(names.map((name) => [name, KB])));
      const now = Date.UTC(2099, 0, 1, 12);
      const result = await applyRetention(asFileSystem(fs), DIRECTORY, generous, now);
      assert.deepEqual(result, { removed, failures: [] });
    });
  }

  describe("of files that are dated in the future", () => {
    const history = ["telemetry-2026-03-20.jsonl", "telemetry-2026-03-21.jsonl"];
    let fs: MemoryFs;

    beforeEach(() => {
      fs = memoryFs(Object.fromEntries([...history, FUTURE].map((name) => [name, KB])));
    });

    const changedAt = (time: number): void => {
      fs.utimesSync(`${DIRECTORY}/${FUTURE}`, time / 1000, time / 1000);
    };
    const retain = async (now: number, settings: object = {}): Promise<readonly string[]> => {
      const all = { ...generous, ...settings };
      const { removed, failures } = await applyRetention(asFileSystem(fs), DIRECTORY, all, now);
      assert.deepEqual(failures, []);
      return removed;
    };

    it("removes them first, before it removes any history", async () => {
      changedAt(NOW);
      assert.deepEqual(await retain(NOW, { maxTotalBytes: 2000 }), [FUTURE]);
    });

    it("removes them when they have not changed for 30 days", async () => {
      changedAt(NOW - 30 * DAY_MS);
      assert.deepEqual(await retain(NOW), []);
      changedAt(NOW - 31 * DAY_MS);
      assert.deepEqual(await retain(NOW), [FUTURE]);
    });

    it("counts from when they are found, where they were changed in the future, too", async () => {
      changedAt(Date.UTC(2099, 0, 1));
      assert.deepEqual(await retain(NOW), []);
      fs.writeFileSync(`${DIRECTORY}/telemetry-2026-04-29.jsonl`, KB);
      assert.deepEqual(await retain(NOW + 30 * DAY_MS), history);
      assert.deepEqual(await retain(NOW + 31 * DAY_MS), [FUTURE]);
    });

    it("takes none of them for a sign that the clock is right", async () => {
      changedAt(NOW);
      assert.deepEqual(await retain(Date.UTC(2098, 11, 1)), []);
    });
  });

  describe("where an entry can't be removed", () => {
    const files = [
      "telemetry-2026-01-01.jsonl",
      "telemetry-2026-01-02.jsonl",
      "telemetry-2026-03-20.jsonl",
      "telemetry-2026-03-30.jsonl",
    ];
    const [stuck = "", old = "", recent = "", live = ""] = files;
    let fs: MemoryFs;

    beforeEach(() => {
      fs = memoryFs(Object.fromEntries(files.map((name) => [name, KB])));
    });

    const refuse = (method: "lstat" | "rm", code: string): Error => {
      const error = Object.assign(new Error(code), { code });
      const original = fs.promises[method].bind(fs.promises) as (path: string) => Promise<never>;
      const refusing = (path: string): Promise<never> =>
        path === `${DIRECTORY}/${stuck}` ? Promise.reject(error) : original(path);
      Object.assign(fs.promises, { [method]: refusing });
      return error;
    };

    it("removes the others, and tells which one it was", async () => {
      const error = refuse("rm", "EPERM");
      const result = await applyRetention(asFileSystem(fs), DIRECTORY, generous, NOW);
      assert.deepEqual(result, { removed: [old], failures: [error] });
      assert.deepEqual(left(fs), [stuck, recent, live]);
    });

    it("removes nothing else in its place", async () => {
      refuse("rm", "EPERM");
      fs.writeFileSync(`${DIRECTORY}/${stuck}`, KB.repeat(10));
      const settings = { maxAgeDays: 1000, maxTotalBytes: 3500 };
      const { removed } = await applyRetention(asFileSystem(fs), DIRECTORY, settings, NOW);
      assert.deepEqual(removed, []);
    });

    it("removes the others where one can't be measured", async () => {
      const error = refuse("lstat", "EACCES");
      const result = await applyRetention(asFileSystem(fs), DIRECTORY, generous, NOW);
      assert.deepEqual(result, { removed: [old], failures: [error] });
    });

    it("removes a link that leads to itself", async () => {
      const folder = realFs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
      realFs.symlinkSync(stuck, join(folder, stuck));
      realFs.writeFileSync(join(folder, old), KB);
      realFs.writeFileSync(join(folder, live), KB);
      const result = await applyRetention(realFs, folder, generous, NOW);
      assert.deepEqual(result, { removed: [stuck, old], failures: [] });
      realFs.rmSync(folder, { recursive: true });
    });
  });

  it("is content with a folder that does not exist", async () => {
    const fs = asFileSystem(memoryFs({}));
    assert.deepEqual(await applyRetention(fs, "/nowhere", generous, NOW), {
      removed: [],
      failures: [],
    });
  });
});

function left(fs: MemoryFs): string[] {
  return (fs.readdirSync(DIRECTORY) as string[]).sort();
}
