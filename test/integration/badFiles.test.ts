import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { chronological, fileByFile } from "../../src/telemetry/export/document/order";
import { type ExportOutcome, exportEvents } from "../../src/telemetry/export/exportEvents";
import { json } from "../../src/telemetry/export/formats/json";
import type { Problem } from "../../src/telemetry/read/problem";
import type { Skip } from "../../src/telemetry/read/skips";
import { measureFiles } from "../../src/telemetry/stored/fileSizes";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { listTelemetryFiles } from "../../src/telemetry/stored/telemetryFolder";
import { Place, ROWS } from "../support/place";
import { jsonl, row } from "../support/rows";
import { readNames } from "../support/telemetry";
import { systemError, watchedFs, withCallback } from "../support/watchedFs";

const FILE = "telemetry-2026-03-01-bbbbbbbb.jsonl";
const OTHERS = ["telemetry-2026-03-01-aaaaaaaa.jsonl", "telemetry-2026-03-01-cccccccc.jsonl"];
const MEGABYTE = 1_000_000;

for (const order of [chronological, fileByFile]) {
  describe(`a bad file costs itself alone (${order.name})`, () => {
    let folder: string;
    let file: string;

    beforeEach(() => {
      folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
      file = join(folder, FILE);
      for (const name of OTHERS) {
        fs.writeFileSync(join(folder, name), jsonl(row({ event_name: "other" })));
      }
    });
    afterEach(() => {
      fs.rmSync(folder, { recursive: true });
    });

    /**
     * Names of the events of the file, when `change` happens between measuring and reading, and
     * `onBatch` after each batch from when the first of its events was read.
     */
    const read = async (
      change: () => unknown = () => undefined,
      watched: FileSystem = fs,
      onBatch: () => unknown = () => undefined,
    ): Promise<{ read: string[]; skipped: (Skip | Problem)[] }> => {
      const unmeasured: Problem[] = [];
      const onUnreadable = (name: string, code: string | undefined): void =>
        void unmeasured.push({ file: name, reason: "unreadableFile", code });
      const listed = await listTelemetryFiles(watched, { directory: folder });
      const files = await measureFiles(listed, { fs: watched, onUnreadable });
      await change();
      let isBegun = false;
      const { names, skipped } = await readNames(order, files, { fs: watched }, (some) => {
        isBegun ||= some.some((name) => name !== "other");
        if (isBegun) {
          onBatch();
        }
      });
      assert.equal(names.filter((name) => name === "other").length, OTHERS.length);
      return {
        read: names.filter((name) => name !== "other"),
        skipped: [...unmeasured, ...skipped],
      };
    };
    const unreadable = (code: string): Problem[] => [
      { file: FILE, reason: "unreadableFile", code },
    ];

    describe("that is none", () => {
      it("a folder", async () => {
        fs.mkdirSync(file);
        assert.deepEqual(await read(), { read: [], skipped: [] });
      });

      it("a FIFO", async () => {
        execFileSync("mkfifo", [file]);
        assert.deepEqual(await read(), { read: [], skipped: [] });
      });

      it("a socket", async () => {
        const server = createServer().listen(file);
        await once(server, "listening");
        assert.deepEqual(await read(), { read: [], skipped: [] });
        server.close();
        await once(server, "close");
      });

      for (const [target, code] of [
        ["/nowhere", "ENOENT"],
        [FILE, "ELOOP"],
        [tmpdir(), "NOT_A_FILE"],
        ["/dev/zero", "NOT_A_FILE"],
      ] as const) {
        it(`a link to ${target}`, async () => {
          fs.symlinkSync(target, file);
          assert.deepEqual(await read(), { read: [], skipped: unreadable(code) });
        });
      }

      for (const link of ["symlinkSync", "linkSync"] as const) {
        it(`but another name of one, by ${link}, and read already`, async () => {
          const first = join(folder, "telemetry-2026-02-28.jsonl");
          fs.writeFileSync(first, jsonl(row({ event_name: "once" })));
          fs[link](first, file);
          fs[link](first, join(folder, "telemetry-2026-03-01-bbbbbbbb.1.jsonl"));
          assert.deepEqual(await read(), { read: ["once"], skipped: [] });
        });
      }

      it("but not a file of a file system that numbers none", async () => {
        fs.writeFileSync(file, jsonl(row({ event_name: "other file" })));
        const stat = withCallback(async (path, options) =>
          Object.assign(await fs.promises.stat(path, options), { ino: 0n }),
        );
        const result = await read(undefined, { ...fs, stat });
        assert.deepEqual(result, { read: ["other file"], skipped: [] });
      });

      it("but not a link to a file, which is read", async () => {
        fs.writeFileSync(join(folder, "elsewhere"), jsonl(row({ event_name: "linked" })));
        fs.symlinkSync("elsewhere", file);
        assert.deepEqual(await read(), { read: ["linked"], skipped: [] });
      });
    });

    describe("in UTF-16", () => {
      const text = jsonl(row({ event_name: "über" }), row());
      const littleEndian = Buffer.from(text, "utf16le");
      const bigEndian = Buffer.from(littleEndian).swap16();
      const cases: [what: string, content: Buffer][] = [
        ["with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian])],
        ["of the other order", Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian])],
        ["without a mark", littleEndian],
        ["of the other order without a mark", bigEndian],
        ["and empty", Buffer.from([0xff, 0xfe])],
      ];
      for (const [what, content] of cases) {
        it(`${what}, is told once`, async () => {
          fs.writeFileSync(file, content);
          assert.deepEqual(await read(), { read: [], skipped: [{ file: FILE, reason: "utf16" }] });
        });
      }

      it("only as far as a line is, costs that line", async () => {
        const names = ["one", "two"].map((event_name) => jsonl(row({ event_name })));
        fs.writeFileSync(file, names.join(String(Buffer.from("\n{}\n", "utf16le"))));
        const result = await read();
        assert.deepEqual(result.read, ["one", "two"]);
        assert.ok(result.skipped.every(({ reason }) => reason === "invalidJson"));
      });
    });

    const replaced: [by: string, code: string, replace: () => void][] = [
      ["nothing", "ENOENT", () => undefined],
      [
        "a folder",
        "NOT_A_FILE",
        () => {
          fs.mkdirSync(file);
        },
      ],
      ["a FIFO", "NOT_A_FILE", () => execFileSync("mkfifo", [file])],
      [
        "a link to a device",
        "NOT_A_FILE",
        () => {
          fs.symlinkSync("/dev/zero", file);
        },
      ],
    ];
    for (const [by, code, replace] of replaced) {
      it(`that was replaced by ${by} since it was listed`, async () => {
        fs.writeFileSync(file, jsonl(row()));
        const result = await read(() => {
          fs.rmSync(file);
          replace();
        });
        assert.deepEqual(result, { read: [], skipped: unreadable(code) });
      });
    }

    it("that vanished while it was measured", async () => {
      fs.writeFileSync(file, jsonl(row()));
      const stat = withCallback((path, options) => {
        fs.rmSync(file, { force: true });
        return fs.promises.stat(path, options);
      });
      const result = await read(undefined, { ...fs, stat });
      assert.deepEqual(result, { read: [], skipped: unreadable("ENOENT") });
    });

    it("that one may not read", async () => {
      fs.writeFileSync(file, jsonl(row()), { mode: 0 });
      fs.chmodSync(folder, 0o755);
      const isRoot = process.geteuid?.() === 0;
      try {
        // Modes mean nothing to root.
        if (isRoot) process.seteuid?.(65_534);
        assert.deepEqual(await read(), { read: [], skipped: unreadable("EACCES") });
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    });

    it("whose disk fails in the middle", async () => {
      const line = jsonl(row());
      fs.writeFileSync(file, line.repeat(10_000));
      let bytesRead = 0;
      const createReadStream = (...args: Parameters<typeof fs.createReadStream>): fs.ReadStream => {
        const stream = fs.createReadStream(...args);
        const read = stream._read.bind(stream);
        stream._read = (size) => {
          if (stream.bytesRead < 300_000) {
            read(size);
            return;
          }
          bytesRead = stream.bytesRead;
          stream.destroy(Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" }));
        };
        return stream;
      };
      const result = await read(undefined, { ...fs, createReadStream });
      assert.deepEqual(result.skipped, unreadable("EIO"));
      assert.equal(result.read.length, Math.floor(bytesRead / line.length));
    });

    describe("that is being written", () => {
      const [one, two, three] = ["one", "two", "three"].map((event_name) =>
        jsonl(row({ event_name })),
      ) as [string, string, string];
      const cases: [what: string, before: string, after: string, read: string[]][] = [
        ["is read as far as it was written", one, two, ["one"]],
        ["is empty as long as it was", "", one, []],
        [
          "is read to the end of a half-written line",
          one + two.slice(0, 9),
          two.slice(9) + three,
          ["one", "two"],
        ],
        [
          "is read to the end of a line without its newline",
          one + two.trim(),
          `\n${three}`,
          ["one", "two"],
        ],
      ];
      for (const [what, before, after, expected] of cases) {
        it(what, async () => {
          fs.writeFileSync(file, before);
          const result = await read(() => {
            fs.appendFileSync(file, after);
          });
          assert.deepEqual(result, { read: expected, skipped: [] });
        });
      }

      it("ends though it grows as fast as it is read", async () => {
        const count = 10_000;
        fs.writeFileSync(file, one.repeat(count));
        const result = await read(undefined, fs, () => {
          fs.appendFileSync(file, two.repeat(count));
        });
        assert.deepEqual(result, { read: Array(count).fill("one"), skipped: [] });
      });

      it("tells a line that stays half-written, and keeps a last one without its newline", async () => {
        fs.writeFileSync(file, one + two.slice(0, 9));
        assert.deepEqual(await read(), {
          read: ["one"],
          skipped: [{ file: FILE, line: 2, reason: "invalidJson" }],
        });
        fs.writeFileSync(file, one + two.trim());
        assert.deepEqual(await read(), { read: ["one", "two"], skipped: [] });
      });

      it("was truncated before it was read", async () => {
        fs.writeFileSync(file, one + two);
        const result = await read(() => {
          fs.truncateSync(file, one.length);
        });
        assert.deepEqual(result, { read: ["one"], skipped: unreadable("TRUNCATED") });
      });

      it("was truncated while it was read", async () => {
        const count = 20_000;
        fs.writeFileSync(file, one.repeat(count));
        const result = await read(undefined, fs, () => {
          fs.truncateSync(file, 0);
        });
        assert.ok(result.read.length > 0 && result.read.length < count);
        assert.deepEqual(result.skipped.slice(-1), unreadable("TRUNCATED"));
      });

      it("is read to its end after it was rolled away", async () => {
        const count = 20_000;
        fs.writeFileSync(file, one.repeat(count));
        const result = await read(undefined, fs, () => {
          fs.rmSync(file, { force: true });
        });
        assert.deepEqual(result, { read: Array(count).fill("one"), skipped: [] });
      });
    });
  });
}

describe("a process that has too many files open for a moment", () => {
  it("exports every event all the same", async () => {
    const place = new Place();
    let left = 3;
    const watched = watchedFs(({ name, path }) => {
      if (name === "open" && path === place.telemetryFile && left-- > 0) {
        throw systemError("EMFILE", "open");
      }
    });
    const outcome = await place.export({ fs: watched });
    assert.ok(outcome.kind === "exported" && left < 0);
    assert.deepEqual([outcome.eventCount, outcome.skipped], [ROWS.length, []]);
    place.remove();
  });
});

describe("a file that vanishes after it was measured", () => {
  it("does not count as read", async () => {
    const place = new Place();
    const watched = watchedFs(({ name, path }) => {
      if (name === "open" && path === place.telemetryFile) {
        fs.rmSync(path, { force: true });
      }
    });
    const outcome = await place.export({ fs: watched });
    assert.equal(outcome.kind === "exported" && outcome.fileCount, 1);
    place.remove();
  });
});

describe("cancelling", () => {
  it("stops within a line of a gigabyte, and leaves nothing", async () => {
    const folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    const telemetry = join(folder, "telemetry");
    const destination = join(folder, "export.json");
    fs.mkdirSync(telemetry);
    fs.writeFileSync(join(telemetry, FILE), jsonl(row()));
    fs.truncateSync(join(telemetry, FILE), 1000 * MEGABYTE);
    const controller = new AbortController();
    let bytesRead = 0;
    const watched: FileSystem = {
      ...fs,
      createReadStream: (...args: Parameters<typeof fs.createReadStream>) =>
        fs.createReadStream(...args).on("data", (chunk) => {
          bytesRead += chunk.length;
          if (bytesRead > 20 * MEGABYTE) controller.abort();
        }),
    };
    const outcome: ExportOutcome = await exportEvents(
      {
        sources: [{ directory: telemetry }],
        window: {},
        format: json,
        openDestination: () => openFileDestination(fs, destination, [{ directory: telemetry }]),
      },
      { fs: watched, version: "1.2.3", signal: controller.signal },
    );
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.ok(bytesRead < 21 * MEGABYTE, `${bytesRead} bytes were read`);
    assert.deepEqual(fs.readdirSync(folder), ["telemetry"]);
    fs.rmSync(folder, { recursive: true });
  });
});
