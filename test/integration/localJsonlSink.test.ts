import assert from "node:assert/strict";
import { type SinonFakeTimers, useFakeTimers } from "sinon";
import { LocalJsonlSink } from "../../src/telemetry/recording/sinks/localJsonlSink";
import {
  type LocalSinkSettings,
  parseLocalSinkSettings,
} from "../../src/telemetry/recording/sinks/settings";
import type { EventRow } from "../../src/telemetry/stored/event";
import { breakDisk, fillDisk, hangDisk } from "../support/failingDisk";
import { testContext } from "../support/recording";
import { jsonl, row } from "../support/rows";
import { DIRECTORY, type MemoryFs, asFileSystem, memoryFs } from "../support/telemetry";

const NOW = Date.UTC(2026, 2, 1, 12);
const FILE = "telemetry-2026-03-01-0a1b2c3d.jsonl";
const HEADER = {
  kind: "header",
  schema_version: 1,
  timestamp: "2026-03-01T12:00:00.000Z",
  context: testContext,
};
const HEADER_BYTES = Buffer.byteLength(jsonl(HEADER));
/** Of an event whose name has one character. */
const ROW_BYTES = Buffer.byteLength(jsonl(event("0")));

describe("the local JSONL sink", () => {
  let clock: SinonFakeTimers;
  let fs: MemoryFs;
  let errors: unknown[];

  beforeEach(() => {
    // Only what the sink waits for is faked: memfs itself works with immediates.
    clock = useFakeTimers({ now: NOW, toFake: ["Date", "setTimeout", "clearTimeout"] });
    fs = memoryFs({});
    errors = [];
  });
  afterEach(() => {
    clock.restore();
  });

  function createSink(settings: Partial<LocalSinkSettings> = {}): LocalJsonlSink {
    return new LocalJsonlSink({
      fs: asFileSystem(fs),
      directory: DIRECTORY,
      context: testContext,
      settings: { ...parseLocalSinkSettings({}).settings, ...settings },
      describeLoss: (count) => event("telemetry.dropped", { measurements: { event_count: count } }),
      onError: (error) => errors.push(error),
    });
  }

  function writeMany(sink: LocalJsonlSink, count: number, from = 0): void {
    for (let index = from; index < from + count; index++) {
      sink.write(event(String(index)));
    }
  }

  /** Names of the stored events, by file. */
  function stored(): Record<string, string[]> {
    const names = fs.existsSync(DIRECTORY) ? (fs.readdirSync(DIRECTORY) as string[]) : [];
    return Object.fromEntries(names.map((name) => [name, lines(name).map(nameOf)]));
  }

  /** The lines below the header, with which each file begins. */
  function lines(name: string): string[] {
    const text = fs.readFileSync(`${DIRECTORY}/${name}`, "utf8") as string;
    assert.ok(text.endsWith("\n"));
    const [header = "", ...rows] = text.split("\n").slice(0, -1);
    assert.deepEqual(JSON.parse(header), HEADER);
    return rows;
  }

  /** Lets the flush that the clock has begun come to its end. */
  async function settle(sink: LocalJsonlSink): Promise<void> {
    await sink.flush().catch(() => undefined);
  }

  it("stores nothing before 15 seconds have gone by, and all of it then", async () => {
    const sink = createSink();
    writeMany(sink, 3);
    clock.tick(14_999);
    await immediate();
    assert.deepEqual(stored(), {});
    clock.tick(1);
    await untilStored(fs);
    assert.deepEqual(stored(), { [FILE]: ["0", "1", "2"] });
  });

  it("stores at once when there are 100 events", async () => {
    const sink = createSink();
    writeMany(sink, 99);
    await immediate();
    assert.deepEqual(stored(), {});
    writeMany(sink, 1, 99);
    await untilStored(fs);
    assert.equal(stored()[FILE]?.length, 100);
  });

  it("drops nothing where the disk works, however many events come at once", async () => {
    const sink = createSink({ bufferLimit: 10, flushBatchSize: 1000 });
    writeMany(sink, 30);
    await sink.flush();
    assert.deepEqual(stored(), { [FILE]: numbers(0, 30) });
  });

  it("drops nothing that comes while a flush runs", async () => {
    const sink = createSink({ bufferLimit: 10 });
    writeMany(sink, 1);
    const flush = sink.flush();
    writeMany(sink, 30, 1);
    await flush;
    await sink.flush();
    assert.deepEqual(stored(), { [FILE]: numbers(0, 31) });
  });

  it("keeps no more than the limit where the disk does not answer", async () => {
    const sink = createSink({ bufferLimit: 10 });
    const answer = hangDisk(fs);
    writeMany(sink, 1);
    clock.tick(15_000);
    await immediate();
    writeMany(sink, 15, 1);
    clock.tick(15_000);
    await immediate();
    writeMany(sink, 5, 16);
    answer();
    await settle(sink);
    const [first, ...others] = stored()[FILE] ?? [];
    assert.equal(first, "0");
    assert.deepEqual(others, ["telemetry.dropped", ...numbers(11, 21)]);
    assert.deepEqual(errors, []);
  });

  it("tells once of a failure that many events at once meet", async () => {
    const sink = createSink();
    breakDisk(fs);
    writeMany(sink, 700);
    await immediate();
    await immediate();
    assert.equal(errors.length, 1);
  });

  it("stores at the next whole number when there are fractions", async () => {
    const sink = createSink({ flushBatchSize: 2.5 });
    writeMany(sink, 2);
    await immediate();
    assert.deepEqual(stored(), {});
    writeMany(sink, 1, 2);
    await untilStored(fs);
    assert.deepEqual(stored(), { [FILE]: numbers(0, 3) });
  });

  it("waits as long as a timer can where it is to wait longer", async () => {
    const sink = createSink({ flushIntervalMs: 2 ** 31 });
    writeMany(sink, 1);
    clock.tick(2 ** 31 - 2);
    await immediate();
    assert.deepEqual(stored(), {});
    clock.tick(1);
    await untilStored(fs);
    assert.deepEqual(stored(), { [FILE]: ["0"] });
  });

  it("files an event under its own UTC day, not that of the flush", async () => {
    const sink = createSink();
    sink.write(event("last", { timestamp: "2026-02-28T23:59:59.999Z" }));
    sink.write(event("first", { timestamp: "2026-03-01T00:00:00.000Z" }));
    await sink.flush();
    assert.deepEqual(stored(), {
      "telemetry-2026-02-28-0a1b2c3d.jsonl": ["last"],
      [FILE]: ["first"],
    });
  });

  it("appends, flush after flush, in order", async () => {
    const sink = createSink();
    for (const from of [0, 2, 4]) {
      writeMany(sink, 2, from);
      await sink.flush();
    }
    assert.deepEqual(stored(), { [FILE]: ["0", "1", "2", "3", "4", "5"] });
  });

  it("stores events once when flushes overlap", async () => {
    const sink = createSink();
    writeMany(sink, 2);
    const first = sink.flush();
    writeMany(sink, 2, 2);
    await Promise.all([first, sink.flush(), sink.flush()]);
    assert.deepEqual(stored(), { [FILE]: ["0", "1", "2", "3"] });
  });

  it("begins the next part when a file is full, counted in bytes and with the header", async () => {
    const text = "ü".repeat(100);
    const size = Buffer.byteLength(`${JSON.stringify(event("0", { text }))}\n`);
    const sink = createSink({ maxFileBytes: HEADER_BYTES + size * 2 });
    for (let index = 0; index < 5; index++) {
      sink.write(event(String(index), { text }));
    }
    await sink.flush();
    assert.deepEqual(stored(), {
      [FILE]: ["0", "1"],
      "telemetry-2026-03-01-0a1b2c3d.1.jsonl": ["2", "3"],
      "telemetry-2026-03-01-0a1b2c3d.2.jsonl": ["4"],
    });
    clock.tick(1000);
    sink.write(event("5", { text }));
    sink.write(event("6", { text }));
    await sink.flush();
    assert.deepEqual(stored()["telemetry-2026-03-01-0a1b2c3d.2.jsonl"], ["4", "5"]);
    assert.deepEqual(stored()["telemetry-2026-03-01-0a1b2c3d.3.jsonl"], ["6"]);
  });

  it("stores an event that is larger than a file by itself", async () => {
    const sink = createSink({ maxFileBytes: 1000 });
    sink.write(event("small"));
    sink.write(event("large", { text: "x".repeat(2000) }));
    sink.write(event("small again"));
    await sink.flush();
    assert.deepEqual(stored(), {
      [FILE]: ["small"],
      "telemetry-2026-03-01-0a1b2c3d.1.jsonl": ["large"],
      "telemetry-2026-03-01-0a1b2c3d.2.jsonl": ["small again"],
    });
  });

  it("stores one event a file where the header alone fills it", async () => {
    const sink = createSink({ maxFileBytes: HEADER_BYTES });
    writeMany(sink, 2);
    await sink.flush();
    assert.deepEqual(stored(), { [FILE]: ["0"], "telemetry-2026-03-01-0a1b2c3d.1.jsonl": ["1"] });
  });

  it("begins a file anew when it was deleted", async () => {
    const sink = createSink();
    writeMany(sink, 1);
    await sink.flush();
    fs.unlinkSync(`${DIRECTORY}/${FILE}`);
    writeMany(sink, 1, 1);
    await sink.flush();
    assert.deepEqual(stored(), { [FILE]: ["1"] });
  });

  it("keeps what it could not store, and tries again by the clock", async () => {
    const sink = createSink();
    const repair = breakDisk(fs);
    writeMany(sink, 150);
    await settle(sink);
    assert.ok(errors.length > 0);
    const told = errors.length;
    writeMany(sink, 150, 150);
    assert.equal(errors.length, told);
    repair();
    clock.tick(15_000);
    await untilStored(fs);
    assert.deepEqual(stored()[FILE], numbers(0, 300));
  });

  it("tries again by the clock also when nothing new is recorded", async () => {
    const sink = createSink();
    const repair = breakDisk(fs);
    writeMany(sink, 1);
    await settle(sink);
    repair();
    clock.tick(15_000);
    await untilStored(fs);
    assert.deepEqual(stored(), { [FILE]: ["0"] });
  });

  const tornAt: [where: string, bytes: number, whole: number][] = [
    ["before the header", 0, 0],
    ["in the header", 100, 0],
    ["between the header and the first event", HEADER_BYTES, 0],
    ["in the first event", HEADER_BYTES + 10, 0],
    ["one byte before the end of an event", HEADER_BYTES + ROW_BYTES - 1, 0],
    ["between two events", HEADER_BYTES + ROW_BYTES, 1],
    ["in a later event", HEADER_BYTES + ROW_BYTES * 3 + 50, 3],
  ];
  for (const [where, bytes, whole] of tornAt) {
    it(`stores each event once and whole when the disk was full ${where}`, async () => {
      const sink = createSink();
      writeMany(sink, 10);
      const repair = fillDisk(fs, bytes);
      await assert.rejects(sink.flush(), { code: "ENOSPC" });
      const { size } = fs.statSync(`${DIRECTORY}/${FILE}`);
      assert.equal(size, bytes);
      await assert.rejects(sink.flush(), { code: "ENOSPC" });
      const left = fs.statSync(`${DIRECTORY}/${FILE}`).size;
      assert.equal(left, whole > 0 || bytes >= HEADER_BYTES ? HEADER_BYTES + ROW_BYTES * whole : 0);
      repair();
      await sink.flush();
      assert.deepEqual(stored(), { [FILE]: numbers(0, 10) });
    });
  }

  it("cuts off a half-written line of any length", async () => {
    const sink = createSink();
    const text = "x".repeat(5000);
    sink.write(event("0"));
    sink.write(event("1", { text }));
    const repair = fillDisk(fs, HEADER_BYTES + ROW_BYTES + 4500);
    await assert.rejects(sink.flush(), { code: "ENOSPC" });
    repair();
    await sink.flush();
    assert.deepEqual(stored(), { [FILE]: ["0", "1"] });
  });

  it("drops the oldest above the limit, and records how many", async () => {
    const sink = createSink({ bufferLimit: 5 });
    const repair = breakDisk(fs);
    writeMany(sink, 8);
    await assert.rejects(sink.flush());
    writeMany(sink, 2, 8);
    await assert.rejects(sink.flush());
    repair();
    await sink.flush();
    assert.deepEqual(stored()[FILE], ["telemetry.dropped", "5", "6", "7", "8", "9"]);
    assert.match(lines(FILE)[0] ?? "", /"event_count":5/);
    writeMany(sink, 1, 10);
    await sink.flush();
    assert.equal(stored()[FILE]?.filter((name) => name === "telemetry.dropped").length, 1);
  });

  it("drops whole events where the limit is a fraction", async () => {
    const sink = createSink({ bufferLimit: 10.5 });
    const repair = breakDisk(fs);
    writeMany(sink, 13);
    await assert.rejects(sink.flush());
    repair();
    await sink.flush();
    assert.deepEqual(stored()[FILE], ["telemetry.dropped", ...numbers(3, 13)]);
    assert.match(lines(FILE)[0] ?? "", /"event_count":3\b/);
  });

  it("keeps folder and files to the user", async () => {
    const sink = createSink();
    fs.rmdirSync(DIRECTORY);
    writeMany(sink, 1);
    await sink.flush();
    assert.equal(fs.statSync(DIRECTORY).mode & 0o777, 0o700);
    assert.equal(fs.statSync(`${DIRECTORY}/${FILE}`).mode & 0o777, 0o600);
  });
});

function event(event_name: string, fields: Partial<EventRow> = {}): EventRow {
  return row({ event_name, ...fields });
}

function nameOf(line: string): string {
  return (JSON.parse(line) as EventRow).event_name;
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => String(from + index));
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits until a file has come up and no longer grows. */
async function untilStored(fs: MemoryFs): Promise<void> {
  let size = -1;
  for (let turn = 0; turn < 1000; turn++) {
    await immediate();
    const now = fs.existsSync(`${DIRECTORY}/${FILE}`)
      ? fs.statSync(`${DIRECTORY}/${FILE}`).size
      : -1;
    if (now > 0 && now === size) {
      return;
    }
    size = now;
  }
  throw new Error("Nothing was stored.");
}
