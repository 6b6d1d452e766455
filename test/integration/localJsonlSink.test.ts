import assert from "node:assert/strict";
import { useFakeTimers, type SinonFakeTimers } from "sinon";
import type { EventRow } from "../../src/telemetry/event";
import { LocalJsonlSink } from "../../src/telemetry/sinks/localJsonlSink";
import { parseLocalSinkSettings, type LocalSinkSettings } from "../../src/telemetry/sinks/settings";
import { row } from "../support/rows";
import { asFileSystem, DIRECTORY, memoryFs, type MemoryFs } from "../support/telemetry";

const NOW = Date.UTC(2026, 2, 1, 12);
const FILE = "telemetry-2026-03-01-0a1b2c3d.jsonl";

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
      session: "0a1b2c3d",
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

  function lines(name: string): string[] {
    const text = fs.readFileSync(`${DIRECTORY}/${name}`, "utf8") as string;
    assert.ok(text.endsWith("\n"));
    return text.split("\n").slice(0, -1);
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

  it("begins the next part when a file is full, counted in bytes", async () => {
    const text = "ü".repeat(100);
    const size = Buffer.byteLength(`${JSON.stringify(event("0", { text }))}\n`);
    const sink = createSink({ maxFileBytes: size * 2 });
    for (let index = 0; index < 5; index++) {
      sink.write(event(String(index), { text }));
    }
    await sink.flush();
    assert.deepEqual(stored(), {
      [FILE]: ["0", "1"],
      "telemetry-2026-03-01-0a1b2c3d.1.jsonl": ["2", "3"],
      "telemetry-2026-03-01-0a1b2c3d.2.jsonl": ["4"],
    });
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

  it("goes on in the part that a process before it left", async () => {
    const sink = createSink({ maxFileBytes: 1000 });
    writeMany(sink, 20);
    await sink.flush();
    const before = Object.keys(stored()).length;
    const next = createSink({ maxFileBytes: 1000 });
    writeMany(next, 1, 20);
    await next.flush();
    assert.equal(Object.values(stored()).flat().length, 21);
    assert.ok(Object.keys(stored()).length <= before + 1);
  });

  it("closes a half-written last line, which costs itself alone", async () => {
    fs.mkdirSync(DIRECTORY, { recursive: true });
    fs.writeFileSync(`${DIRECTORY}/${FILE}`, `${JSON.stringify(event("whole"))}\n{"torn":`);
    const sink = createSink();
    writeMany(sink, 2);
    await sink.flush();
    const [whole, torn, ...rest] = lines(FILE);
    assert.equal(nameOf(whole ?? ""), "whole");
    assert.equal(torn, '{"torn":');
    assert.deepEqual(rest.map(nameOf), ["0", "1"]);
  });

  it("counts the newline that closes a half-written line", async () => {
    const torn = '{"torn":';
    fs.mkdirSync(DIRECTORY, { recursive: true });
    fs.writeFileSync(`${DIRECTORY}/${FILE}`, torn);
    const size = Buffer.byteLength(`${JSON.stringify(event("0"))}\n`);
    const sink = createSink({ maxFileBytes: torn.length + size });
    writeMany(sink, 1);
    await sink.flush();
    assert.equal(fs.statSync(`${DIRECTORY}/${FILE}`).size, torn.length);
    assert.deepEqual(lines("telemetry-2026-03-01-0a1b2c3d.1.jsonl").map(nameOf), ["0"]);
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

  it("writes no event twice when the disk was full in the middle of a line", async () => {
    const sink = createSink();
    writeMany(sink, 10);
    const repair = fillDisk(fs, 300);
    await assert.rejects(sink.flush(), { code: "ENOSPC" });
    repair();
    await sink.flush();
    const whole = lines(FILE).filter((line) => line.endsWith("}"));
    assert.deepEqual(whole.map(nameOf), numbers(0, 10));
    assert.equal(lines(FILE).length, 11);
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

/** Lets no file be opened, until the returned function is called. */
function breakDisk(fs: MemoryFs): () => void {
  const { open } = fs.promises;
  fs.promises.open = () => Promise.reject(Object.assign(new Error("EIO"), { code: "EIO" }));
  return () => {
    fs.promises.open = open;
  };
}

/** Lets only so many bytes be written, as a disk does that runs full. */
function fillDisk(fs: MemoryFs, bytes: number): () => void {
  const open = fs.promises.open.bind(fs.promises);
  let left = bytes;
  fs.promises.open = async (...args) => {
    const file = await open(...args);
    const write = file.write.bind(file);
    const writeSome = async (
      buffer: Uint8Array,
      offset: number,
      length: number,
    ): Promise<{ bytesWritten: number }> => {
      if (left === 0) {
        throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
      }
      const result = await write(buffer, offset, Math.min(length, left));
      left -= result.bytesWritten;
      return result;
    };
    file.write = writeSome as typeof file.write;
    return file;
  };
  return () => {
    fs.promises.open = open;
  };
}
