import assert from "node:assert/strict";
import type { ExportProgress } from "../../src/telemetry/export/document/progress";
import { ExportError } from "../../src/telemetry/export/exportError";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import { customRange } from "../../src/telemetry/export/select/dateRange";
import { jsonl, row } from "../support/rows";
import {
  DESTINATION,
  DIRECTORY,
  type MemoryFs,
  asFileSystem,
  formatOf,
  memoryFs,
  runExport,
} from "../support/telemetry";
import { withCallback } from "../support/watchedFs";

/** Names of the exported events, in the order of the document. */
function exportedNames(fs: MemoryFs): string[] {
  const rows = JSON.parse(readDestination(fs)) as { event_name: string }[];
  return rows.map(({ event_name }) => event_name);
}

function readDestination(fs: MemoryFs): string {
  return fs.readFileSync(DESTINATION, "utf8") as string;
}

/** What stands in the home folder: the destination, and whatever was left behind. */
function home(fs: MemoryFs): unknown {
  return fs.readdirSync("/home");
}

function at(event_name: string, time: string, fields: object = {}): object {
  return row({ event_name, timestamp: `2026-03-${time}Z`, ...fields });
}

describe("export in order of time", () => {
  it("merges windows that were open at the same time", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-01-aaaaaaaa.jsonl": jsonl(at("1", "01T10:00:00"), at("4", "01T10:03:00")),
      "telemetry-2026-03-01-bbbbbbbb.jsonl": jsonl(at("2", "01T10:01:00"), at("5", "01T10:04:00")),
      "telemetry-2026-03-01-cccccccc.jsonl": jsonl(at("3", "01T10:02:00")),
      "telemetry-2026-03-02-aaaaaaaa.jsonl": jsonl(at("6", "02T00:00:00")),
    });
    await runExport(fs);
    assert.deepEqual(exportedNames(fs), ["1", "2", "3", "4", "5", "6"]);
  });

  it("keeps the order of files and lines for equal times", async () => {
    const time = "01T10:00:00.000";
    const fs = memoryFs({
      "telemetry-2026-03-01-bbbbbbbb.jsonl": jsonl(at("b1", time), at("b2", time)),
      "telemetry-2026-03-01-aaaaaaaa.jsonl": jsonl(at("a1", time), at("a2", time)),
      "telemetry-2026-03-01-aaaaaaaa.1.jsonl": jsonl(at("a3", time)),
    });
    await runExport(fs);
    assert.deepEqual(exportedNames(fs), ["a1", "a2", "a3", "b1", "b2"]);
  });

  it("compares to the nanosecond and across offsets", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-01-aaaaaaaa.jsonl": jsonl(
        row({ event_name: "2", timestamp: "2026-03-01T12:00:00.000000002+02:00" }),
      ),
      "telemetry-2026-03-01-bbbbbbbb.jsonl": jsonl(
        row({ event_name: "1", timestamp: "2026-03-01T10:00:00.000000001Z" }),
        row({ event_name: "3", timestamp: "2026-03-01T10:00:00.000000003Z" }),
      ),
    });
    await runExport(fs);
    assert.deepEqual(exportedNames(fs), ["1", "2", "3"]);
  });

  it("puts an event that was filed under the day of its flush where it belongs", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-01.jsonl": jsonl(at("1", "01T23:59:57"), at("3", "01T23:59:59")),
      "telemetry-2026-03-02.jsonl": jsonl(at("2", "01T23:59:58"), at("4", "02T00:00:01")),
    });
    await runExport(fs);
    assert.deepEqual(exportedNames(fs), ["1", "2", "3", "4"]);
  });

  it("loses nothing of a file whose clock went backward", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-01-aaaaaaaa.jsonl": jsonl(
        at("a1", "01T12:00:00"),
        at("a2", "01T09:00:00"),
        at("a3", "01T13:00:00"),
      ),
      "telemetry-2026-03-01-bbbbbbbb.jsonl": jsonl(at("b", "01T12:30:00")),
    });
    await runExport(fs);
    assert.deepEqual(exportedNames(fs), ["a1", "a2", "b", "a3"]);
  });

  it("holds open only the files of windows that were open at the same moment", async () => {
    const sessions = Array.from({ length: 40 }, (_, index) => String(index).padStart(2, "0"));
    const fs = memoryFs(
      Object.fromEntries(
        sessions.map((minute) => [
          `telemetry-2026-03-01-000000${minute}.jsonl`,
          // Each so long that it is not read in one piece.
          jsonl(at("begin", `01T10:${minute}:00`), {
            ...at("end", `01T10:${minute}:59`),
            text: "text".repeat(50_000),
          }),
        ]),
      ),
    );
    const opens = watchOpens(fs);
    await runExport(fs);
    assert.equal(exportedNames(fs).length, sessions.length * 2);
    // One that ends, one that begins, and those whose beginnings are looked at.
    assert.ok(opens.most() <= 2 + 8, `${opens.most()} files were open at once`);
  });
});

describe("export of a range", () => {
  it("counts an event by its own time, to the millisecond", async () => {
    const fs = memoryFs({
      "telemetry-2026-02-28.jsonl": jsonl(
        row({ event_name: "before", timestamp: "2026-02-28T23:59:59.999Z" }),
        at("in a file of the day before", "01T00:00:00"),
      ),
      "telemetry-2026-03-01.jsonl": jsonl(
        at("first", "01T00:00:00.000"),
        at("last", "01T23:59:59.999"),
        at("after", "02T00:00:00.000"),
      ),
    });
    const window = { start: Date.UTC(2026, 2, 1), end: Date.UTC(2026, 2, 2) };
    const outcome = await runExport(fs, { window });
    assert.deepEqual(exportedNames(fs), ["first", "last"]);
    assert.equal(outcome.kind === "exported" && outcome.fileCount, 1);
  });

  it("takes 24 hours out of two days", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-01.jsonl": jsonl(at("old", "01T11:59:59"), at("1", "01T12:00:00")),
      "telemetry-2026-03-02.jsonl": jsonl(at("2", "02T11:00:00")),
    });
    await runExport(fs, { window: { start: Date.UTC(2026, 2, 1, 12) } });
    assert.deepEqual(exportedNames(fs), ["1", "2"]);
  });

  it("opens no file that is dated outside", async () => {
    const days = ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"];
    const fs = memoryFs(
      Object.fromEntries(
        days.map((day) => [
          `telemetry-${day}.jsonl`,
          jsonl(row({ timestamp: `${day}T12:00:00Z` })),
        ]),
      ),
    );
    const opens = watchOpens(fs);
    await runExport(fs, { window: customRange("2026-02-28", "2026-03-01").window });
    assert.deepEqual(
      [...new Set(opens.paths)].sort(),
      ["2026-02-28", "2026-03-01"].map((day) => `${DIRECTORY}/telemetry-${day}.jsonl`),
    );
  });
});

describe("export of what is not as it should be", () => {
  const good = [at("1", "01T10:00:00"), at("2", "01T10:00:01")] as const;

  for (const id of ["json", "otlp"] as const) {
    it(`leaves out each bad line alone, and says which (${id})`, async () => {
      const fs = memoryFs({
        "telemetry-2026-03-01.jsonl": [
          JSON.stringify(good[0]),
          '{"event_name":"torn","timest',
          "",
          "[]",
          '{"timestamp":"2026-03-01T10:00:00Z"}',
          '{"event_name":"timeless"}',
          '{"event_name":"late","timestamp":"soon"}',
          JSON.stringify(good[1]),
        ].join("\n"),
      });
      const outcome = await runExport(fs, { format: formatOf(id) });
      assert.ok(outcome.kind === "exported");
      assert.equal(outcome.eventCount, 2);
      assert.equal(outcome.skippedCount, 5);
      assert.deepEqual(
        outcome.skipped.map(({ line, reason }) => [line, reason]),
        [
          [2, "invalidJson"],
          [4, "notAnObject"],
          [5, "noEventName"],
          [6, "noTimestamp"],
          [7, "invalidTimestamp"],
        ],
      );
      assert.equal(outcome.skipped[0]?.file, "telemetry-2026-03-01.jsonl");
    });
  }

  it("tells the first hundred bad lines, and counts all", async () => {
    const fs = memoryFs({
      "telemetry-2026-03-01.jsonl": `${"bad\n".repeat(250)}${jsonl(good[0])}`,
    });
    const outcome = await runExport(fs);
    assert.ok(outcome.kind === "exported");
    assert.equal(outcome.skipped.length, 100);
    assert.equal(outcome.skippedCount, 250);
  });

  it("reads a byte-order mark, CRLF and line separators inside a string", async () => {
    const odd = at("odd", "01T10:00:02", { properties: { text: "a\u2028b\u2029c\u{10028}" } });
    const lines = [...good, odd].map((value) => JSON.stringify(value));
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": `\ufeff${lines.join("\r\n")}` });
    await runExport(fs);
    const text = lines.join(",\n").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    assert.equal(readDestination(fs), `[\n${text}\n]\n`);
    assert.deepEqual(JSON.parse(readDestination(fs)), [...good, odd]);
  });

  it("keeps lines that are longer than what is read at once, in characters of several bytes", async () => {
    const long = at("long", "01T10:00:02", { properties: { text: "ü€😀".repeat(100_000) } });
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": jsonl(good[0], long, good[1]) });
    await runExport(fs);
    assert.deepEqual(JSON.parse(readDestination(fs)), [good[0], long, good[1]]);
  });
});

describe("the destination", () => {
  const telemetry = { "telemetry-2026-03-01.jsonl": jsonl(row()) };

  it("is replaced as a whole, and nothing stays beside it", async () => {
    const fs = memoryFs(telemetry);
    fs.writeFileSync(DESTINATION, "what was there before".repeat(1000));
    const outcome = await runExport(fs);
    assert.ok(outcome.kind === "exported");
    assert.deepEqual(JSON.parse(readDestination(fs)), [row()]);
    assert.equal(outcome.bytesWritten, Buffer.byteLength(readDestination(fs)));
    assert.deepEqual(home(fs), ["export"]);
  });

  it("is readable for its owner alone when it is new, and keeps its mode when it is not", async () => {
    const fs = memoryFs(telemetry);
    await runExport(fs);
    assert.equal(fs.statSync(DESTINATION).mode & 0o777, 0o600);
    fs.chmodSync(DESTINATION, 0o640);
    await runExport(fs);
    assert.equal(fs.statSync(DESTINATION).mode & 0o777, 0o640);
  });

  it("is the target of a symbolic link, which stays", async () => {
    const fs = memoryFs(telemetry);
    fs.mkdirSync("/elsewhere");
    fs.writeFileSync("/elsewhere/target", "old");
    fs.symlinkSync("/elsewhere/target", DESTINATION);
    await runExport(fs);
    assert.ok(fs.lstatSync(DESTINATION).isSymbolicLink());
    assert.deepEqual(JSON.parse(fs.readFileSync("/elsewhere/target", "utf8") as string), [row()]);
    assert.deepEqual(fs.readdirSync("/elsewhere"), ["target"]);
  });

  const nothing: [what: string, telemetry: Record<string, string>][] = [
    ["there is no telemetry", {}],
    ["no event lies in the range", { "telemetry-2026-03-02.jsonl": jsonl(row()) }],
    ["no line is an event", { "telemetry-2026-03-02.jsonl": "torn\n" }],
  ];
  for (const [what, files] of nothing) {
    for (const before of ["old", undefined]) {
      it(`is ${before ? "what it was" : "not there"} when ${what}`, async () => {
        const fs = memoryFs(files);
        if (before !== undefined) fs.writeFileSync(DESTINATION, before);
        const outcome = await runExport(fs, { window: { start: Date.UTC(2026, 2, 2) } });
        assert.equal(outcome.kind, "empty");
        assert.deepEqual(home(fs), before === undefined ? [] : ["export"]);
        assert.equal(before, before && readDestination(fs));
      });
    }
  }

  it("is what it was when the export is cancelled", async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => row({ event_sequence: index }));
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": jsonl(...rows) });
    fs.writeFileSync(DESTINATION, "old");
    const controller = new AbortController();
    const outcome = await runExport(fs, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.equal(readDestination(fs), "old");
    assert.deepEqual(home(fs), ["export"]);
  });

  it("is what it was when a writer throws", async () => {
    const fs = memoryFs(telemetry);
    fs.writeFileSync(DESTINATION, "old");
    const broken: ExportFormat = {
      ...formatOf("json"),
      createWriter: () => ({
        add: () => {
          throw new Error("out of words");
        },
        end: () => "",
      }),
    };
    await assert.rejects(runExport(fs, { format: broken }), /out of words/);
    assert.equal(readDestination(fs), "old");
    assert.deepEqual(home(fs), ["export"]);
  });

  const refused: [what: string, code: string, prepare: (fs: MemoryFs) => void][] = [
    [
      "a folder",
      "destinationNotAFile",
      (fs) => {
        fs.mkdirSync(DESTINATION);
      },
    ],
    [
      "one of the telemetry files",
      "destinationIsTelemetry",
      (fs) => {
        fs.symlinkSync(`${DIRECTORY}/telemetry-2026-03-01.jsonl`, DESTINATION);
      },
    ],
    [
      "in a folder that is gone",
      "destinationUnwritable",
      (fs) => {
        fs.rmdirSync("/home");
      },
    ],
  ];
  for (const [what, code, prepare] of refused) {
    it(`is refused before anything is read when it is ${what}`, async () => {
      const fs = memoryFs(telemetry);
      prepare(fs);
      const opens = watchOpens(fs);
      await assert.rejects(
        runExport(fs),
        (error) => error instanceof ExportError && error.code === code,
      );
      assert.deepEqual(opens.paths, []);
      assert.equal(
        fs.readFileSync(`${DIRECTORY}/telemetry-2026-03-01.jsonl`, "utf8"),
        jsonl(row()),
      );
    });
  }
});

/** Which telemetry files are opened, and how many are open at once, at the most. */
function watchOpens(fs: MemoryFs): { readonly paths: string[]; most(): number } {
  const paths: string[] = [];
  const opened = new Set<object>();
  let most = 0;
  const open = fs.promises.open.bind(fs.promises);
  fs.promises.open = async (path, ...args) => {
    const handle = await open(path, ...args);
    if (String(path).startsWith(DIRECTORY)) {
      paths.push(String(path));
      opened.add(handle);
      most = Math.max(most, opened.size);
      const close = handle.close.bind(handle);
      handle.close = () => {
        opened.delete(handle);
        return close();
      };
    }
    return handle;
  };
  return { paths, most: () => most };
}

describe("progress", () => {
  for (const id of ["json", "otlp", "otlpJsonl"] as const) {
    it(`tells the part of the stored bytes that is read, and the events written (${id})`, async () => {
      const large = Array.from({ length: 1500 }, (_, index) => row({ event_sequence: index }));
      const telemetry = {
        "telemetry-2026-03-01.jsonl": jsonl(...large),
        "telemetry-2026-03-02.jsonl": `\ufeff${jsonl(at("ü", "02T00:00:00"))}`,
        "telemetry-2026-03-03.jsonl": jsonl(...large),
      };
      const told: ExportProgress[] = [];
      const outcome = await runExport(memoryFs(telemetry), {
        // The third file is not in it, so it counts for nothing.
        window: { end: Date.UTC(2026, 2, 3) },
        format: formatOf(id),
        onProgress: (progress) => told.push(progress),
      });
      assert.ok(outcome.kind === "exported");
      const fractions = told.map(({ fraction }) => fraction);
      const [first = NaN] = fractions;
      assert.ok(first >= 0 && first < 1);
      assert.equal(fractions.at(-1), 1);
      assertAscending(fractions);
      const counts = told.map(({ eventCount }) => eventCount);
      assert.equal(counts[0], 0);
      const latest = counts.at(-1) ?? NaN;
      assert.ok(latest > 0 && latest <= outcome.eventCount);
      assertAscending(counts);
    });
  }

  it("is never more than all, when a file grows after its size is known", async () => {
    const fs = memoryFs({ "telemetry-2026-03-01.jsonl": jsonl(row()) });
    const told: number[] = [];
    fs.stat = withCallback(async (path, options) => {
      const stats = await asFileSystem(fs).promises.stat(path, options);
      fs.appendFileSync("/telemetry/telemetry-2026-03-01.jsonl", jsonl(row(), row()));
      return stats;
    }) as unknown as typeof fs.stat;
    await runExport(fs, { onProgress: ({ fraction }) => told.push(fraction) });
    assert.deepEqual([...new Set(told)], [1]);
  });
});

function assertAscending(values: readonly number[]): void {
  assert.deepEqual(
    values,
    values.toSorted((a, b) => a - b),
  );
}
