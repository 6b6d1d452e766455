import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TelemetryContext } from "../../src/telemetry/recording/telemetryContext";
import { formatFileName, parseFileName } from "../../src/telemetry/stored/fileName";
import { listTelemetryFiles } from "../../src/telemetry/stored/telemetryFolder";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { jsonl } from "../support/rows";
import { readStrictly } from "../support/strictReader";
import {
  type StoredRow,
  WriterProcess,
  keyOf,
  readBack,
  sessionOf,
} from "../support/writerProcess";

/** When processes die, and where files are cut. Given from outside, it repeats or varies a run. */
const SEED = Number(process.env["CRASH_SEED"] ?? 3);

let randomState = SEED;

/** An integer from 0 up to a limit, by a linear congruential generator. */
function random(limit: number): number {
  randomState = (Math.imul(randomState, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((randomState / 2 ** 32) * limit);
}

const MAX_FILE_BYTES = 4096;
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
});
afterEach(async () => {
  await WriterProcess.killAll();
  fs.rmSync(folder, { recursive: true });
});

describe("processes that are killed", function () {
  this.timeout(60_000);

  it(`lose nothing that was stored, each in its own folder (seed ${SEED})`, async () => {
    for (let run = 0; run < 20; run++) {
      await new CrashSite(join(folder, String(run))).crash();
    }
  });

  it(`lose nothing that was stored, each in the folder of those that died before (seed ${SEED})`, async () => {
    const site = new CrashSite(join(folder, "telemetry"));
    for (let run = 0; run < 20; run++) {
      await site.crash();
    }
    await site.finish();
  });
});

describe("processes side by side", function () {
  this.timeout(60_000);

  it("store every event once and whole, while each of them runs retention", async () => {
    const directory = join(folder, "telemetry");
    const windows = Array.from({ length: 10 }, (_, index) => openWindow(directory, index));
    // None ends before all of them have come so far: they do write at once.
    await Promise.all(windows.map((window) => window.acknowledges(2)));
    const old = addOldFiles(directory);
    await Promise.all(windows.map((window) => window.acknowledges(12)));
    await Promise.all(windows.map((window) => window.stop()));

    const { rows, skippedCount } = await readBack(directory);
    assert.equal(skippedCount, 0);
    for (const window of windows) window.assertStored(rows);
    const stored = windows.reduce((sum, window) => sum + window.stored, 0);
    assert.equal(rows.length, stored);
    assert.deepEqual(old.filter(fs.existsSync), [], "Retention did not run.");
    assertContract(directory, windows);
  });
});

/** A folder in which windows die one after the other. */
class CrashSite {
  private readonly directory: string;
  private readonly windows: WriterProcess[] = [];
  private readonly cutAway = new Set<string>();
  private skippedCount = 0;
  private tornEnds: readonly string[] = [];

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Kills a process at a random moment; every other time the end of the last file is lost as well. */
  async crash(): Promise<void> {
    const window = this.open();
    await window.acknowledges(1 + random(8));
    await sleep(random(6));
    await window.kill();
    const rows = await this.check();
    if (random(2) === 0) {
      await this.cutLastFile(rows);
      await this.check();
    }
  }

  /** A process that ends as it should. */
  async finish(): Promise<void> {
    const window = this.open();
    await window.acknowledges(3);
    await window.stop();
    await this.check();
  }

  private open(): WriterProcess {
    const window = new WriterProcess({
      directory: this.directory,
      sessionId: sessionOf(this.windows.length),
      settings: { maxFileBytes: MAX_FILE_BYTES, flushBatchSize: 2 },
      eventsPerFlush: 5,
      pause: random(2),
      isRetaining: false,
    });
    this.windows.push(window);
    return window;
  }

  /** As a power loss does. What it costs is no one's fault. */
  private async cutLastFile(stored: readonly StoredRow[]): Promise<void> {
    const file = (await listTelemetryFiles(fs, { directory: this.directory })).at(-1);
    if (file) {
      fs.truncateSync(file.path, random(fs.statSync(file.path).size));
      const kept = new Set((await readBack(this.directory)).rows.map(keyOf));
      const lost = stored.map(keyOf).filter((key) => !kept.has(key));
      lost.forEach((key) => this.cutAway.add(key));
    }
  }

  /** Nothing is missing, and no line is skipped but one that was the last when it was torn. */
  private async check(): Promise<StoredRow[]> {
    const { rows, skippedCount } = await readBack(this.directory);
    for (const window of this.windows) window.assertStored(rows, this.cutAway);
    const ends = await this.findTornEnds();
    const torn = ends.filter((end) => !this.tornEnds.includes(end)).length;
    const skipped = skippedCount - this.skippedCount;
    assert.ok(skipped <= torn && torn <= 1, `${torn} files were torn, and ${skipped} lines.`);
    this.tornEnds = ends;
    this.skippedCount = skippedCount;
    return rows;
  }

  private async findTornEnds(): Promise<string[]> {
    const files = await listTelemetryFiles(fs, { directory: this.directory });
    return files.flatMap(({ name, path }) => {
      const bytes = fs.readFileSync(path);
      assert.ok(bytes.length <= MAX_FILE_BYTES, `${name} has ${bytes.length} bytes.`);
      return bytes.length === 0 || bytes.at(-1) === 0x0a ? [] : [`${name}:${bytes.length}`];
    });
  }
}

/** One of ten, with its own session, and so little room that its files roll all the time. */
function openWindow(directory: string, index: number): WriterProcess {
  const maxFileBytes = 4096 + index * 333;
  return new WriterProcess({
    directory,
    sessionId: sessionOf(index),
    settings: { maxFileBytes, flushBatchSize: 1 + index, maxAgeDays: 1, maxTotalBytes: 4096 },
    eventsPerFlush: 7,
    pause: 5,
    isRetaining: true,
  });
}

/** Puts files for retention to remove beside those that are being written. */
function addOldFiles(directory: string): string[] {
  return Array.from({ length: 30 }, (_, index) => {
    const date = formatUtcDate(Date.now() - (2 + index) * DAY_MS);
    const path = join(directory, formatFileName({ date, part: 0 }));
    fs.writeFileSync(path, "old\n".repeat(100));
    return path;
  });
}

/** Names, modes and sizes are as they should be, and every line is whole. */
function assertContract(directory: string, windows: readonly WriterProcess[]): void {
  assertMode(directory, 0o700);
  for (const name of fs.readdirSync(directory)) {
    assertMode(join(directory, name), 0o600);
    const { date, session } = parseFileName(name) ?? assert.fail(`What is ${name}?`);
    const window = windows.find(({ options }) => options.sessionId.slice(0, 8) === session);
    const { sessionId, settings } = window?.options ?? assert.fail(`Whose is ${name}?`);
    const text = fs.readFileSync(join(directory, name), "utf8");
    const { header, rows } = readStrictly(text);
    assert.equal(text, jsonl(header, ...rows), name);
    assert.equal((header["context"] as TelemetryContext).session_id, sessionId, name);
    for (const { timestamp } of rows) {
      assert.equal(String(timestamp).slice(0, 10), date, name);
    }
    const room = Number(settings.maxFileBytes) - Buffer.byteLength(text);
    assert.ok(rows.length === 1 || room >= 0, `${name} is ${-room} bytes too large.`);
  }
}

function assertMode(path: string, mode: number): void {
  const actual = fs.statSync(path).mode & 0o777;
  assert.ok(process.platform === "win32" || actual === mode, `${path}: ${actual.toString(8)}`);
}
