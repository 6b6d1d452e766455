import assert from "node:assert/strict";
import { type SinonFakeTimers, useFakeTimers } from "sinon";
import { TelemetryRecorder } from "../../src/telemetry/recording/recorder";
import { LocalJsonlSink } from "../../src/telemetry/recording/sinks/localJsonlSink";
import {
  type LocalSinkSettings,
  parseLocalSinkSettings,
} from "../../src/telemetry/recording/sinks/settings";
import type { EventRow } from "../../src/telemetry/stored/event";
import { breakDisk, fillDisk } from "../support/failingDisk";
import { testContext } from "../support/recording";
import { readStrictly } from "../support/strictReader";
import { DIRECTORY, type MemoryFs, asFileSystem, memoryFs } from "../support/telemetry";

const START = "2026-03-01T23:59:00.000Z";
const ENOSPC = { code: "ENOSPC" };

/** A window that records, and remembers the rows that it handed to its sink. */
class Window {
  readonly fs: MemoryFs = memoryFs({});
  readonly rows: EventRow[] = [];
  readonly errors: unknown[] = [];
  readonly sink: LocalJsonlSink;
  readonly telemetry: TelemetryRecorder;

  constructor(settings: Partial<LocalSinkSettings> = {}) {
    this.sink = new LocalJsonlSink({
      fs: asFileSystem(this.fs),
      directory: DIRECTORY,
      context: testContext,
      settings: { ...parseLocalSinkSettings({}).settings, ...settings },
      describeLoss: (event_count) =>
        this.remember(
          this.telemetry.createRow("telemetry.dropped", { measurements: { event_count } }),
        ),
      onError: (error) => this.errors.push(error),
    });
    const write = (row: EventRow): void => {
      this.sink.write(this.remember(row));
    };
    this.telemetry = new TelemetryRecorder({ write }, fail);
  }

  log(count: number): void {
    for (let index = 0; index < count; index++) {
      this.telemetry.log("command.invoked", { command_id: "coderTelemetry.export" });
    }
  }

  /** What a strict reader makes of the files: it takes each of them, and all have the same header. */
  read(): { files: number; rows: Readonly<Record<string, unknown>>[] } {
    const names = this.fs.readdirSync(DIRECTORY) as string[];
    const files = names.map((name) =>
      readStrictly(this.fs.readFileSync(`${DIRECTORY}/${name}`, "utf8") as string),
    );
    const header = { kind: "header", schema_version: 1, timestamp: START, context: testContext };
    for (const file of files) {
      assert.deepEqual(file.header, header);
      assert.ok(file.rows.length > 0);
    }
    return { files: files.length, rows: files.flatMap(({ rows }) => rows) };
  }

  private remember(row: EventRow): EventRow {
    this.rows.push(row);
    return row;
  }
}

describe("what the extension stores, read by a strict reader", () => {
  let clock: SinonFakeTimers;

  beforeEach(() => {
    clock = useFakeTimers({ now: Date.parse(START), toFake: ["Date"] });
  });
  afterEach(() => {
    clock.restore();
  });

  it("is every operation, phase, event and error", async () => {
    const window = new Window();
    const failure = Object.assign(new TypeError("x"), { code: "EACCES" });
    const { telemetry } = window;
    await telemetry.trace("telemetry.export", async (span) => {
      await span.phase("flush", () => clock.tick(10), {});
      span.log("flush");
      span.logError("flush", failure);
      span.setProperty("format", "otlp");
      span.setMeasurement("event_count", 7);
    });
    const failing = telemetry.trace("activation", () => Promise.reject(failure));
    await assert.rejects(failing);
    await telemetry.trace("activation", (span) => {
      span.markAborted();
    });
    telemetry.logError("telemetry.dropped", undefined, {}, { event_count: 1 });
    telemetry.log("telemetry.dropped", { none: undefined }, { event_count: undefined });
    await window.sink.flush();
    assert.deepEqual(window.read(), { files: 1, rows: asStored(window.rows) });
    assert.equal(window.rows.length, 8);
  });

  it("is all of several parts, and of a day that ends", async () => {
    const window = new Window({ maxFileBytes: 4096 });
    for (let flush = 0; flush < 10; flush++) {
      window.log(10);
      await window.sink.flush();
      clock.tick(12_000);
    }
    const { files, rows } = window.read();
    assert.ok(files > 4, String(files));
    assert.deepEqual(inOrder(rows), asStored(window.rows));
    const days = new Set(rows.map(({ timestamp }) => String(timestamp).slice(0, 10)));
    assert.equal(days.size, 2);
  });

  it("is all of what is recorded while the disk is full, wherever that tore a line", async () => {
    const whole = await storeWithRoomFor(Infinity);
    for (let room = 0; room < whole; room++) {
      assert.equal(await storeWithRoomFor(room), whole);
    }
  });

  it("is what was not dropped, and how much was", async () => {
    const window = new Window({ bufferLimit: 10 });
    const repair = breakDisk(window.fs);
    window.log(15);
    await assert.rejects(window.sink.flush());
    repair();
    await window.sink.flush();
    const { rows } = window.read();
    const kept = window.rows.filter(({ event_name }) => event_name === "command.invoked").slice(5);
    assert.deepEqual(rows.slice(1), asStored(kept));
    assert.deepEqual(rows[0]?.["measurements"], { event_count: 5 });
    assert.equal(rows[0]["event_name"], "telemetry.dropped");
  });
});

/** Stores on a disk that takes so many bytes at first. Returns the bytes of the file. */
async function storeWithRoomFor(bytes: number): Promise<number> {
  const window = new Window();
  const repair = fillDisk(window.fs, bytes);
  window.log(5);
  if (bytes < Infinity) {
    await assert.rejects(window.sink.flush(), ENOSPC);
  }
  repair();
  await window.sink.flush();
  const { files, rows } = window.read();
  assert.equal(files, 1);
  assert.deepEqual(rows, asStored(window.rows), `With room for ${bytes} bytes.`);
  const [name] = window.fs.readdirSync(DIRECTORY) as string[];
  return window.fs.statSync(`${DIRECTORY}/${name}`).size;
}

function fail(error: unknown): never {
  throw error;
}

/** As JSON has them: a field that is undefined is none. */
function asStored(rows: readonly EventRow[]): object[] {
  return JSON.parse(JSON.stringify(rows)) as object[];
}

function inOrder(
  rows: readonly Readonly<Record<string, unknown>>[],
): Readonly<Record<string, unknown>>[] {
  return rows.toSorted((a, b) => Number(a["event_sequence"]) - Number(b["event_sequence"]));
}
