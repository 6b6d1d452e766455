// Measures the cost of recording: the time of each call, and the time of a flush until the events
// are stored.
import * as fs from "node:fs";
import { join } from "node:path";
import { TelemetryRecorder } from "../../src/telemetry/recording/recorder";
import { Recording } from "../../src/telemetry/recording/recording";
import type { TelemetryService } from "../../src/telemetry/recording/service";
import type { TelemetryContext } from "../../src/telemetry/recording/telemetryContext";
import type { EventRow } from "../../src/telemetry/stored/event";
import { averageTime } from "./averageTime";
import type { Figure, Measurement } from "./measurement";

/**
 * Number of events that are recorded between two flushes. Equals the default of `flushBatchSize`.
 */
const BATCH = 100;

/** Values of typical length. */
const context: TelemetryContext = {
  extension_version: "1.14.0",
  machine_id: "0123456789abcdef".repeat(4),
  session_id: "0a1b2c3d000040008000000000000000",
  os_type: "linux",
  os_version: "6.8.0-51-generic",
  host_arch: "x64",
  platform_name: "Visual Studio Code",
  platform_version: "1.105.1",
};

const NANOSECONDS = { perMs: 1e6, events: BATCH };
const MICROSECONDS = { perMs: 1e3 };

type RecordEvents = (telemetry: TelemetryService, count: number) => void | Promise<void>;

function logEvents(telemetry: TelemetryService, count: number): void {
  for (let index = 0; index < count; index++) {
    telemetry.log("command.invoked", { command_id: "coderTelemetry.export" });
  }
}

async function traceEvents(telemetry: TelemetryService, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await telemetry.trace("command.invoked", () => Promise.resolve(), {
      command_id: "coderTelemetry.export",
    });
  }
}

/** Measures nanoseconds per recorded event. */
async function timeCall(record: RecordEvents, directory: string): Promise<Figure> {
  const recording = openRecording(directory);
  // Flushes before each round, to keep the number of events in memory realistic.
  const flush = () => recording.flush();
  const time = await averageTime(flush, () => record(recording.telemetry, BATCH), NANOSECONDS);
  await recording.dispose();
  return time;
}

/** Measures nanoseconds to convert an event to JSON, the minimum cost of recording it. */
async function timeStringify(record: RecordEvents): Promise<Figure> {
  const rows = await recordRows(record, BATCH);
  const stringify = () => {
    for (const row of rows) {
      JSON.stringify(row);
    }
  };
  return averageTime(nothing, stringify, NANOSECONDS);
}

/** Measures microseconds to store `count` events from memory. */
async function timeFlush(count: number, directory: string): Promise<Figure> {
  const recording = openRecording(directory);
  const fill = () => {
    logEvents(recording.telemetry, count);
  };
  const time = await averageTime(fill, () => recording.flush(), MICROSECONDS);
  await recording.dispose();
  return time;
}

/** Measures microseconds to append the bytes of `count` events with Node.js alone. */
async function timeAppend(count: number, directory: string): Promise<Figure> {
  const rows = await recordRows(logEvents, count);
  const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const append = () => fs.promises.appendFile(join(directory, "appended.jsonl"), bytes);
  return averageTime(nothing, append, MICROSECONDS);
}

/** Opens a recording that stores events only when asked to, and writes a single file per day. */
function openRecording(directory: string): Recording {
  const never = Number.MAX_SAFE_INTEGER;
  const local = {
    flushIntervalMs: never,
    flushBatchSize: never,
    bufferLimit: never,
    maxFileBytes: never,
    maxAgeDays: 30,
    maxTotalBytes: never,
  };
  const settings = { isOn: true, local };
  return new Recording({ fs, directory, context, settings, onError: fail });
}

async function recordRows(record: RecordEvents, count: number): Promise<readonly EventRow[]> {
  const rows: EventRow[] = [];
  await record(new TelemetryRecorder({ write: (row) => rows.push(row) }, fail), count);
  return rows;
}

/** Stops the bench if recording fails, because its figures would be wrong. */
function fail(error: unknown): never {
  throw error;
}

function nothing(): void {
  // Nothing to prepare.
}

function callMeasurements(name: string, record: RecordEvents): readonly Measurement[] {
  const baseline = `JSON.stringify of ${name}'s row`;
  return [
    { name: baseline, unit: "ns", run: () => timeStringify(record) },
    {
      name: `${name} call`,
      unit: "ns",
      against: [{ baseline }],
      run: (folder) => timeCall(record, folder),
    },
  ];
}

function flushMeasurements(count: number): readonly Measurement[] {
  const baseline = `fs.promises.appendFile of ${count} events`;
  return [
    { name: baseline, unit: "µs", run: (folder) => timeAppend(count, folder) },
    {
      name: `flush of ${count} events`,
      unit: "µs",
      against: [{ baseline }],
      run: (folder) => timeFlush(count, folder),
    },
  ];
}

export const recordingMeasurements: readonly Measurement[] = [
  ...callMeasurements("log", logEvents),
  ...callMeasurements("trace", traceEvents),
  ...flushMeasurements(100),
  ...flushMeasurements(500),
];
