import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { exportFormats } from "../../src/telemetry/export/writers/registry";
import { jsonl, row } from "../support/rows";
import { Place } from "../support/place";
import { formatOf } from "../support/telemetry";
import { systemError, watchedFs, withCallback } from "../support/watchedFs";

/** The one that `npm run export` starts. */
const WORKER = join(__dirname, "../../../dist/telemetry/export/prepare/worker.js");

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

  it("is cancelled in the middle, and leaves nothing", async () => {
    write(
      "telemetry-2026-03-01-00000000.jsonl",
      Array.from({ length: 9000 }, (_, i) => line(i)),
    );
    const controller = new AbortController();
    const outcome = await place.export({
      worker: WORKER,
      signal: controller.signal,
      onProgress: ({ eventCount }) => {
        if (eventCount > 0) {
          controller.abort();
        }
      },
    });
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.deepEqual(fs.readdirSync(place.home), []);
  });

  it("fails as a whole when the destination does, which keeps what it was", async () => {
    write(
      "telemetry-2026-03-01-00000000.jsonl",
      Array.from({ length: 9000 }, (_, i) => line(i)),
    );
    place.writeOld();
    const before = place.state();
    const watched = watchedFs(({ name }) => {
      if (name === "file.appendFile") {
        throw systemError("ENOSPC", "write");
      }
    });
    await assert.rejects(place.export({ worker: WORKER, fs: watched }), {
      code: "destinationUnwritable",
      path: place.destination,
    });
    assert.deepEqual(place.state(), before);
  });

  const broken: [what: string, source: string][] = [
    ["can't be started", ""],
    ["throws", "throw new Error('no')"],
    ["ends", "process.exit(0)"],
    ["fails at a piece", "require('worker_threads').parentPort.on('message', () => { throw 1 })"],
  ];
  for (const [what, source] of broken) {
    it(`fails as a whole when a thread ${what}, and changes nothing`, async () => {
      write(
        "telemetry-2026-03-01-00000000.jsonl",
        Array.from({ length: 4000 }, (_, i) => line(i)),
      );
      const worker = join(place.folder, "worker.js");
      if (source !== "") {
        fs.writeFileSync(worker, source);
      }
      place.writeOld();
      const before = place.state();
      await assert.rejects(place.export({ worker, format: formatOf("json") }), {
        code: "threadFailed",
        path: worker,
      });
      assert.deepEqual(place.state(), before);
    });
  }

  it("is cancelled while a thread never answers, and changes nothing", async () => {
    write(
      "telemetry-2026-03-01-00000000.jsonl",
      Array.from({ length: 4000 }, (_, i) => line(i)),
    );
    const worker = join(place.folder, "worker.js");
    fs.writeFileSync(worker, "for (;;);");
    place.writeOld();
    const before = place.state();
    const controller = new AbortController();
    const outcome = await place.export({
      worker,
      format: formatOf("json"),
      signal: controller.signal,
      // When all that is read waits for the thread.
      onProgress: () =>
        setTimeout(() => {
          controller.abort();
        }, 100),
    });
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.deepEqual(place.state(), before);
  });

  it("is not started for a little telemetry", async () => {
    fs.writeFileSync(join(place.directory, "telemetry-2026-03-01.jsonl"), jsonl(row()));
    const outcome = await place.export({ worker: join(place.folder, "none.js") });
    assert.equal(outcome.kind, "exported");
  });
});
