// Exports telemetry in the same way as the command, and checks that all events were exported.
import * as fs from "node:fs";
import { join } from "node:path";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import type { RegisteredFormat } from "../../src/telemetry/export/formats/registry";
import { parseFormat } from "../../src/telemetry/export/options";
import type { UtcWindow } from "../../src/telemetry/export/select/dateRange";
import { DAY_MS } from "../../src/telemetry/stored/utcDate";
import { repositoryRoot } from "../repository";
import { type DataShape, FIRST_DAY, largeShape } from "./dataShape";
import type { BenchOptions, Comparison, Measurement } from "./measurement";
import { countRows, telemetryFolder, timeWith } from "./telemetryData";

export type FormatId = RegisteredFormat["id"];

const WORKER = join(repositoryRoot, "dist/telemetry/export/document/worker.js");

interface ExportOptions {
  /** Only events in this window are exported. Default: all. */
  readonly window?: UtcWindow;
  /** Expected number of events. Default: all that were generated. */
  readonly rows?: number;
  readonly worker?: string;
}

/** Exports a telemetry folder to `directory`. */
export async function runExport(
  telemetry: string,
  directory: string,
  format: FormatId,
  { window = {}, rows, worker = WORKER }: ExportOptions = {},
): Promise<void> {
  const expected = rows ?? (await countRows(telemetry, window.end));
  const destination = join(directory, "export");
  const sources = [{ directory: telemetry }];
  const outcome = await exportEvents(
    {
      sources,
      window,
      format: parseFormat(format),
      openDestination: () => openFileDestination(fs, destination, sources),
    },
    {
      fs,
      version: "1.2.3",
      worker,
      // The command also passes these, so their cost is included.
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
  );
  if (
    outcome.kind !== "exported" ||
    outcome.skippedCount > 0 ||
    outcome.eventCount + outcome.omittedCount !== expected
  ) {
    const what = JSON.stringify({ ...outcome, skipped: undefined, sessions: undefined });
    throw new Error(`The export of ${telemetry} is not of all ${expected} rows: ${what}`);
  }
}

/** Exports the first days of the 2 GB telemetry, `bytes` in total. */
export async function exportLarge(
  bytes: number,
  format: FormatId,
  directory: string,
  options: BenchOptions,
): Promise<void> {
  const { days, size } = largeShape;
  const end = FIRST_DAY + ((days * bytes) / size) * DAY_MS;
  const telemetry = await telemetryFolder(largeShape, options);
  await runExport(telemetry, directory, format, { window: { end } });
}

/** Measures the time to export all telemetry of a shape. */
export function exportTime(
  name: string,
  format: FormatId,
  shapeOf: (options: BenchOptions) => DataShape,
  against?: readonly Comparison[],
): Measurement {
  const work = (telemetry: string, directory: string): Promise<void> =>
    runExport(telemetry, directory, format);
  return timeWith(name, shapeOf, work, against);
}
