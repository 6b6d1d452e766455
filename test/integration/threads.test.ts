import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { ExportProgress } from "../../src/telemetry/export/document/progress";
import type { ExportOutcome } from "../../src/telemetry/export/exportEvents";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import type { IdentifierMode } from "../../src/telemetry/protect/identifiers";
import { recordsIn } from "../support/otlp/records";
import { jsonl, row } from "../support/rows";
import { ThreadPlace, WORKER, line } from "../support/threadPlace";
import { withCallback } from "../support/watchedFs";

describe("an export on threads", () => {
  let place: ThreadPlace;

  beforeEach(() => {
    place = new ThreadPlace();
  });
  afterEach(() => {
    place.remove();
  });

  /** What the export writes and tells, on threads and without. */
  const both = async (
    format: (typeof exportFormats)[number],
  ): Promise<{ outcome: ExportOutcome; document: Buffer }[]> => {
    const results = [];
    for (const worker of [undefined, WORKER]) {
      const outcome = await place.export({ format, worker });
      results.push({ outcome, document: fs.readFileSync(place.destination) });
    }
    return results;
  };

  for (const format of exportFormats) {
    it(`is the same as without when two threads write it (${format.id})`, async () => {
      place.writeDays();
      const [here, onThreads] = await both(format);
      assert.ok(here && onThreads?.outcome.kind === "exported");
      assert.deepEqual(recordsIn(format, onThreads.document), recordsIn(format, here.document));
      const [told, toldHere] = [onThreads.outcome, here.outcome].map((outcome) => ({
        ...outcome,
        bytesWritten: 0,
        skipped: "skipped" in outcome && outcome.skipped.map(({ file }) => file).sort(),
      }));
      assert.deepEqual(told, toldHere);
      assert.equal(onThreads.outcome.bytesWritten, onThreads.document.length);
      assert.deepEqual(fs.readdirSync(place.home), ["export"]);
    });

    it(`is the same as without (${format.id})`, async () => {
      const indices = Array.from({ length: 4800 }, (_, index) => index);
      for (const window of [0, 1, 2, 3]) {
        const own = indices.filter((index) => index % 4 === window);
        place.write(
          `telemetry-2026-03-01-0000000${window}.jsonl`,
          own.map((index) => (index % 500 === 7 ? `torn ${index}` : line(index))),
        );
      }
      for (let file = 0; file < 40; file++) {
        place.write(`telemetry-2026-03-02-${String(file).padStart(8, "0")}.jsonl`, [
          line(90_000 + file),
        ]);
      }
      const [here, onThreads] = await both(format);
      assert.deepEqual(onThreads, here);
    });

    it(`gives a header to all rows below it, wherever it stands (${format.id})`, async () => {
      const header = (session: string): string =>
        JSON.stringify({ kind: "header", schema_version: 1, context: { session_id: session } });
      const rows = (from: number): string[] =>
        Array.from({ length: 1500 }, (_, index) => line(from + index, { context: undefined }));
      place.write("telemetry-2026-03-01-00000000.jsonl", [
        header("first"),
        ...rows(0),
        header("second").replace("header", "\\u0068eader"),
        ...rows(1500),
        `${header("third")}\r${line(3000, { context: undefined })}`,
        ...rows(3001),
      ]);
      const [here, onThreads] = await both(format);
      assert.deepEqual(onThreads, here);
      if (format.id === "json") {
        const sessions = (
          JSON.parse(fs.readFileSync(place.destination, "utf8")) as {
            context: { session_id: string };
          }[]
        ).map(({ context }) => context.session_id);
        const expected = ["first", "second"].flatMap((each) => Array<string>(1500).fill(each));
        assert.deepEqual(sessions, [...expected, ...Array<string>(1501).fill("third")]);
      }
    });
  }

  const changes: [what: string, change: (file: string) => void][] = [
    [
      "grew by the rest of a line and one more",
      (file) => {
        fs.appendFileSync(file, `}\n${line(3)}\n`);
      },
    ],
    [
      "became shorter",
      (file) => {
        fs.truncateSync(file, 20);
      },
    ],
    [
      "vanished",
      (file) => {
        fs.rmSync(file);
      },
    ],
    [
      "became a folder",
      (file) => {
        fs.rmSync(file);
        fs.mkdirSync(file);
      },
    ],
    [
      "became a FIFO",
      (file) => {
        fs.rmSync(file);
        execFileSync("mkfifo", [file]);
      },
    ],
    ["stayed as it was", () => undefined],
  ];
  for (const [what, change] of changes) {
    it(`reads a small file that ${what} since it was measured as without`, async () => {
      place.writeDay();
      const small = join(place.directory, "telemetry-2026-03-02-00000001.jsonl");
      const results: unknown[] = [];
      for (const worker of [undefined, WORKER]) {
        fs.rmSync(small, { recursive: true, force: true });
        fs.writeFileSync(small, `${line(5000)}\n${line(5001).slice(0, -1)}`);
        const stat = withCallback(async (path, options) => {
          const stats = await fs.promises.stat(path, options);
          if (path === small) {
            change(small);
          }
          return stats;
        });
        const outcome = await place.export({ worker, fs: { ...fs, stat } });
        results.push({ outcome, text: fs.readFileSync(place.destination, "utf8") });
      }
      assert.deepEqual(results[1], results[0]);
    });
  }

  it("pseudonymizes one name alike in all of its events", async () => {
    place.write(
      "telemetry-2026-03-01-00000000.jsonl",
      Array.from({ length: 4000 }, (_, index) => line(index, { properties: { user: "ada" } })),
    );
    await place.export({ worker: WORKER, identifiers: "pseudonymize" });
    const text = fs.readFileSync(join(place.home, "export"), "utf8");
    const names = new Set(Array.from(text.matchAll(/"user":"([^"]*)"/g), ([, name]) => name));
    assert.equal(names.size, 1);
    assert.match([...names].join(), /^user-/);
  });

  it("tells how far it is", async () => {
    place.writeDay();
    const told: ExportProgress[] = [];
    await place.export({ worker: WORKER, onProgress: (progress) => told.push(progress) });
    assert.ok(told.length > 0);
    for (const { eventCount, fraction } of told) {
      assert.ok(fraction >= 0 && fraction <= 1 && eventCount <= 5000);
    }
    assert.ok((told.at(-1)?.fraction ?? 0) > 0);
  });

  /** How many threads an export starts. */
  const threadsOf = async (identifiers: IdentifierMode): Promise<number> => {
    const [worker, started] = ["worker.js", "started"].map((name) => join(place.folder, name));
    assert.ok(worker !== undefined && started !== undefined);
    const [told, built] = [started, WORKER].map((path) => JSON.stringify(path));
    fs.writeFileSync(worker, `require("fs").appendFileSync(${told}, "."); require(${built});`);
    const outcome = await place.export({ worker, identifiers });
    assert.equal(outcome.kind, "exported");
    return fs.statSync(started).size;
  };

  it("has two threads for several days, where the machine has two processors", async () => {
    place.writeDays();
    assert.equal(await threadsOf("keep"), Math.min(2, availableParallelism()));
  });

  it("has one thread for a single day", async () => {
    place.writeDay(15_000);
    assert.equal(await threadsOf("keep"), 1);
  });

  it("gives equal names equal pseudonyms in both parts", async () => {
    place.writeDays();
    await place.export({ worker: WORKER, identifiers: "pseudonymize" });
    const text = fs.readFileSync(join(place.home, "export"), "utf8");
    assert.equal(new Set(text.match(/"session-[0-9a-f]{12}"/g)).size, 3);
  });

  it("has two threads where identifiers become pseudonyms, too", async () => {
    place.writeDays();
    assert.equal(await threadsOf("pseudonymize"), Math.min(2, availableParallelism()));
  });

  it("is not started for a little telemetry", async () => {
    fs.writeFileSync(join(place.directory, "telemetry-2026-03-01.jsonl"), jsonl(row()));
    const outcome = await place.export({ worker: join(place.folder, "none.js") });
    assert.equal(outcome.kind, "exported");
  });
});
