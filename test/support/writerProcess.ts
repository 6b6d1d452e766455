import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createInterface } from "node:readline";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { commandIds } from "../../src/command/commandIds";
import type { OpenDestination } from "../../src/telemetry/export/destination/destination";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import { json } from "../../src/telemetry/export/formats/json";
import { Recording } from "../../src/telemetry/recording/recording";
import type { TelemetryService } from "../../src/telemetry/recording/service";
import { applyRetention } from "../../src/telemetry/recording/sinks/retention";
import {
  type LocalSinkSettings,
  parseLocalSinkSettings,
} from "../../src/telemetry/recording/sinks/settings";
import type { EventRow } from "../../src/telemetry/stored/event";
import { memoryDestination } from "./memoryDestination";
import { testContext } from "./recording";

/**
 * A window of VS Code that runs in its own process: `node writerProcess.js JSON`, with these
 * options as JSON.
 */
interface WriterOptions {
  /** Path of the telemetry folder. */
  readonly directory: string;
  readonly sessionId: string;
  /** Overrides the default settings. */
  readonly settings: Partial<LocalSinkSettings>;
  readonly eventsPerFlush: number;
  /** Milliseconds from a flush to the next events. */
  readonly pause: number;
  /** Whether retention runs after every flush and not only at the start. */
  readonly isRetaining: boolean;
}

/** A line on standard output. */
interface Acknowledgement {
  /** The number of recorded events that are stored so far. */
  readonly stored: number;
}

/** An event as these processes store it. */
export interface StoredRow extends EventRow {
  readonly event_sequence: number;
  readonly context: { readonly session_id: string };
}

/** Returns a session ID that starts with the index, padded to eight digits. */
export function sessionOf(index: number): string {
  return `${index}`.padStart(8, "0").padEnd(32, "f");
}

/** Returns a unique key for an event. */
export function keyOf({ context, event_sequence }: StoredRow): string {
  return `${context.session_id}#${event_sequence}`;
}

/** Exports the folder and returns the exported rows. */
export async function readBack(
  directory: string,
): Promise<{ rows: StoredRow[]; skippedCount: number }> {
  let document = "";
  const openDestination = (): ReturnType<OpenDestination> =>
    Promise.resolve(memoryDestination((data) => Promise.resolve(void (document += String(data)))));
  const request = { sources: [{ directory }], window: {}, format: json, openDestination };
  const outcome = await exportEvents(request, { fs, version: "1.2.3" });
  assert.ok(outcome.kind !== "cancelled");
  const rows = JSON.parse(document) as StoredRow[];
  return { rows, skippedCount: outcome.skippedCount };
}

/** Starts a writer process and reads its output. */
export class WriterProcess {
  private static readonly running = new Set<WriterProcess>();
  /** Number of events that the process has acknowledged as stored. */
  stored = 0;
  readonly options: WriterOptions;
  private readonly child;
  private readonly end: Promise<unknown[]>;
  private readonly lines: AsyncIterator<string>;
  private errors = "";

  constructor(options: WriterOptions) {
    this.options = options;
    this.child = spawn(process.execPath, [__filename, JSON.stringify(options)]);
    this.end = once(this.child, "close");
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    WriterProcess.running.add(this);
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => (this.errors += text));
  }

  /**
   * Kills processes that failed tests have left running. Otherwise, the test runner wouldn't exit.
   */
  static async killAll(): Promise<void> {
    for (const { child } of WriterProcess.running) {
      child.kill("SIGKILL");
    }
    await Promise.all([...WriterProcess.running].map((writer) => writer.outcome()));
  }

  /** Waits until the process has acknowledged this many more times. */
  async acknowledges(times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      assert.ok(await this.readLine(), `The process ended by itself. ${this.errors}`);
    }
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    assert.deepEqual(await this.outcome(), { code: null, signal: "SIGKILL", errors: "" });
  }

  /** Ends the process in the way a window ends. */
  async stop(): Promise<void> {
    this.child.stdin.end();
    assert.deepEqual(await this.outcome(), { code: 0, signal: null, errors: "" });
  }

  /**
   * Checks that each acknowledged event is stored once. Of later events, only the last ones may be
   * missing, as after a crash.
   */
  assertStored(rows: readonly StoredRow[], cutAway: ReadonlySet<string> = new Set()): void {
    const { sessionId } = this.options;
    const own = rows
      .filter(({ context }) => context.session_id === sessionId)
      .sort((a, b) => a.event_sequence - b.event_sequence);
    const count = Math.max(this.stored, (own.at(-1)?.event_sequence ?? -1) + 1);
    const expected = Array.from({ length: count }, (_, sequence) => `${sessionId}#${sequence}`);
    assert.deepEqual(
      own.map(keyOf),
      expected.filter((key) => !cutAway.has(key)),
    );
  }

  private async outcome(): Promise<unknown> {
    while (await this.readLine());
    const [code, signal] = await this.end;
    WriterProcess.running.delete(this);
    return { code, signal, errors: this.errors };
  }

  private async readLine(): Promise<boolean> {
    const line = await this.lines.next();
    if (line.done) await this.end;
    else this.stored = (JSON.parse(line.value) as Acknowledgement).stored;
    return !line.done;
  }
}

/** Records and flushes until standard input ends, which also happens if the test's process ends. */
async function write(options: WriterOptions): Promise<void> {
  const { directory, eventsPerFlush, pause, isRetaining } = options;
  const { settings } = parseLocalSinkSettings(options.settings);
  const recording = record(options, settings);
  let stored = 0;
  acknowledge({ stored });
  process.stdin.resume();
  while (!process.stdin.readableEnded) {
    stored += log(recording.telemetry, eventsPerFlush);
    const flushed = recording.flush();
    // Recorded during the flush, and stored by the next one.
    await setImmediate();
    const later = log(recording.telemetry, 1);
    await flushed;
    acknowledge({ stored });
    stored += later;
    if (isRetaining) {
      await applyRetention(fs, directory, settings, Date.now());
    }
    await sleep(pause);
  }
  await recording.dispose();
  acknowledge({ stored });
}

function record({ directory, sessionId }: WriterOptions, local: LocalSinkSettings): Recording {
  return new Recording({
    fs,
    directory,
    // Contains two-byte characters: if file sizes were measured in characters, files would get too
    // large.
    context: { ...testContext, session_id: sessionId, platform_name: "Vïsüäl Stüdïö Cödë" },
    settings: { isOn: true, local },
    // An error in the background ends the process.
    onError: (cause) => {
      throw new Error("The recording failed.", { cause });
    },
  });
}

function log(telemetry: TelemetryService, count: number): number {
  for (let index = 0; index < count; index++) {
    telemetry.log("command.invoked", { command_id: commandIds[0] });
  }
  return count;
}

function acknowledge(line: Acknowledgement): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

if (require.main === module) {
  // Modes of created files must not depend on the umask of the user who runs the tests.
  process.umask(0);
  void write(JSON.parse(process.argv[2] ?? "") as WriterOptions);
}
