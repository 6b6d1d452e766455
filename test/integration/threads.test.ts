import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExportProgress } from "../../src/telemetry/export/document/writeDocument";
import { ExportError } from "../../src/telemetry/export/errors";
import { describeError, english } from "../../src/telemetry/export/messages";
import { exportFormats } from "../../src/telemetry/export/writers/registry";
import { toRecordedError } from "../../src/telemetry/recordedError";
import { jsonl, row } from "../support/rows";
import { Place } from "../support/place";
import { withCallback } from "../support/watchedFs";

/** The one that `npm run export` starts. */
const WORKER = join(__dirname, "../../../dist/telemetry/export/document/worker.js");

describe("an export on threads", () => {
  let place: Place;

  beforeEach(() => {
    place = new Place();
    fs.rmSync(place.directory, { recursive: true });
    fs.mkdirSync(place.directory);
  });
  afterEach(() => {
    place.remove();
  });

  const write = (name: string, lines: readonly string[]): void => {
    fs.writeFileSync(join(place.directory, name), lines.map((line) => `${line}\n`).join(""));
  };
  const line = (index: number, fields: object = {}): string =>
    JSON.stringify({
      ...row({
        event_name: `event ${index}`,
        timestamp: new Date(Date.UTC(2026, 2, 1) + index * 1000).toISOString(),
        context: { session_id: String(index % 3), os_type: "linux" },
        properties: { text: "x".repeat(index % 700), secret: "hunter2" },
      }),
      ...fields,
    });

  /** What the export writes and tells, on threads and without. */
  const both = async (format: (typeof exportFormats)[number]): Promise<unknown[]> => {
    const results = [];
    for (const worker of [undefined, WORKER]) {
      const outcome = await place.export({ format, worker });
      results.push({ outcome, text: fs.readFileSync(place.destination, "utf8") });
    }
    return results;
  };

  for (const format of exportFormats) {
    it(`is the same as without (${format.id})`, async () => {
      const indices = Array.from({ length: 6000 }, (_, index) => index);
      for (const window of [0, 1, 2, 3]) {
        const own = indices.filter((index) => index % 4 === window);
        write(
          `telemetry-2026-03-01-0000000${window}.jsonl`,
          own.map((index) => (index % 500 === 7 ? `torn ${index}` : line(index))),
        );
      }
      for (let file = 0; file < 40; file++) {
        write(`telemetry-2026-03-02-${String(file).padStart(8, "0")}.jsonl`, [line(90_000 + file)]);
      }
      const [here, onThreads] = await both(format);
      assert.deepEqual(onThreads, here);
    });

    it(`gives a header to all rows below it, wherever it stands (${format.id})`, async () => {
      const header = (session: string): string =>
        JSON.stringify({ kind: "header", schema_version: 1, context: { session_id: session } });
      const rows = (from: number): string[] =>
        Array.from({ length: 3000 }, (_, index) => line(from + index, { context: undefined }));
      write("telemetry-2026-03-01-00000000.jsonl", [
        header("first"),
        ...rows(0),
        header("second").replace("header", "\\u0068eader"),
        ...rows(3000),
        `${header("third")}\r${line(6000, { context: undefined })}`,
        ...rows(6001),
      ]);
      const [here, onThreads] = await both(format);
      assert.deepEqual(onThreads, here);
      if (format.id === "json") {
        const sessions = (
          JSON.parse(fs.readFileSync(place.destination, "utf8")) as {
            context: { session_id: string };
          }[]
        ).map(({ context }) => context.session_id);
        const expected = ["first", "second"].flatMap((each) => Array<string>(3000).fill(each));
        assert.deepEqual(sessions, [...expected, ...Array<string>(3001).fill("third")]);
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
      const indices = Array.from({ length: 4000 }, (_, index) => index);
      write(
        "telemetry-2026-03-01-00000000.jsonl",
        indices.map((index) => line(index)),
      );
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
    write(
      "telemetry-2026-03-01-00000000.jsonl",
      Array.from({ length: 4000 }, (_, index) => line(index, { properties: { user: "ada" } })),
    );
    await place.export({ worker: WORKER, identifiers: "pseudonymize" });
    const text = fs.readFileSync(place.destination, "utf8");
    const names = new Set(Array.from(text.matchAll(/"user":"([^"]*)"/g), ([, name]) => name));
    assert.equal(names.size, 1);
    assert.match([...names].join(), /^user-/);
  });

  /** More than is exported without threads. */
  const writeMuch = (count = 9000): void => {
    write(
      "telemetry-2026-03-01-00000000.jsonl",
      Array.from({ length: count }, (_, index) => line(index)),
    );
  };

  it("tells how far it is", async () => {
    writeMuch();
    const told: ExportProgress[] = [];
    await place.export({ worker: WORKER, onProgress: (progress) => told.push(progress) });
    assert.ok(told.length > 0);
    for (const { eventCount, fraction } of told) {
      assert.ok(fraction > 0 && fraction <= 1 && eventCount <= 9000);
    }
  });

  it("is cancelled in the middle, leaves nothing, and closes what it read", async () => {
    // Takes long enough to be told how far it is in the middle.
    writeMuch(90_000);
    const openFiles = (): number => fs.readdirSync("/dev/fd").length;
    const before = openFiles();
    const controller = new AbortController();
    let during = 0;
    const outcome = await place.export({
      worker: WORKER,
      signal: controller.signal,
      onProgress: ({ eventCount }) => {
        if (eventCount > 0) {
          during = openFiles();
          controller.abort();
        }
      },
    });
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.deepEqual(fs.readdirSync(place.home), []);
    assert.ok(during > before);
    while (openFiles() > before) {
      await sleep(10);
    }
  });

  it("fails as a whole when its destination's folder has vanished, and makes nothing there", async () => {
    writeMuch();
    const stat = withCallback(async (path, options) => {
      fs.rmSync(place.home, { recursive: true, force: true });
      return fs.promises.stat(path, options);
    });
    await assert.rejects(place.export({ worker: WORKER, fs: { ...fs, stat } }), (error) => {
      assert.ok(
        describeError(error, english).startsWith(
          `The export could not be written to ${place.destination}, which is unchanged: ENOENT`,
        ),
      );
      assert.equal(toRecordedError(error).message, "ExportError: destinationUnwritable: ENOENT");
      return true;
    });
    assert.ok(!fs.existsSync(place.home));
  });

  /** The built threads, one of which runs something else. */
  const threadsWith = (broken: string, source: string): string => {
    for (const name of ["document", "prepare"]) {
      fs.cpSync(join(WORKER, "../..", name), join(place.folder, name), { recursive: true });
    }
    fs.writeFileSync(join(place.folder, broken, "worker.js"), source);
    return join(place.folder, "document", "worker.js");
  };
  const brokenThreads: [what: string, broken: string, source: string, cause: RegExp][] = [
    ["that writes throws", "document", "throw new Error('no')", /^no$/],
    ["that writes ends", "document", "process.exit(0)", /^exit 0$/],
    ["that prepares throws", "prepare", "throw new Error('no')", /^no$/],
    ["that prepares ends", "prepare", "process.exit(0)", /^exit 0$/],
    [
      "that prepares fails at a piece",
      "prepare",
      "require('worker_threads').workerData.port.on('message', () => { throw new Error('no') })",
      /^no$/,
    ],
  ];
  for (const [what, broken, source, cause] of brokenThreads) {
    it(`fails as a whole when the thread ${what}, and changes nothing`, async () => {
      writeMuch();
      const worker = threadsWith(broken, source);
      place.writeOld();
      const before = place.state();
      await assert.rejects(place.export({ worker }), (error) => {
        assert.ok(error instanceof ExportError && error.code === "threadFailed");
        assert.equal(error.path, join(place.folder, broken, "worker.js"));
        assert.match(
          error.cause instanceof Error ? error.cause.message : String(error.cause),
          cause,
        );
        return true;
      });
      assert.deepEqual(place.state(), before);
    });
  }

  it("fails as a whole when no thread can be started, and changes nothing", async () => {
    writeMuch();
    place.writeOld();
    const before = place.state();
    const worker = threadsWith("document", "");
    fs.rmSync(worker);
    await assert.rejects(place.export({ worker }), { code: "threadFailed", path: worker });
    assert.deepEqual(place.state(), before);
  });

  for (const broken of ["document", "prepare"]) {
    it(`is cancelled while a thread never answers, and changes nothing (${broken})`, async () => {
      writeMuch();
      place.writeOld();
      const before = place.state();
      const controller = new AbortController();
      const exported = place.export({
        worker: threadsWith(broken, "for (;;);"),
        signal: controller.signal,
      });
      // When all that can be done waits for the thread.
      await sleep(300);
      controller.abort();
      assert.deepEqual(await exported, { kind: "cancelled" });
      assert.deepEqual(place.state(), before);
    });
  }

  it("is not started for a little telemetry", async () => {
    fs.writeFileSync(join(place.directory, "telemetry-2026-03-01.jsonl"), jsonl(row()));
    const outcome = await place.export({ worker: join(place.folder, "none.js") });
    assert.equal(outcome.kind, "exported");
  });
});
