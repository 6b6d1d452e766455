// Measures how long a user waits for a small export: from the command to the finished file, for the
// first export in a window.
import { join } from "node:path";
import { activateBuiltExtension } from "../builtExtension";
import { type DataShape, usualShape } from "./dataShape";
import { runFloor } from "./floor";
import { type BenchOptions, type Figure, type Measurement, timeOf } from "./measurement";
import type { FormatId } from "./runExport";
import { countRows, telemetryFolder, timeWith } from "./telemetryData";

async function timeCommand(
  shape: DataShape,
  format: FormatId,
  storage: string,
  options: BenchOptions,
): Promise<Figure> {
  const directory = await telemetryFolder(shape, options);
  const expected = await countRows(directory);
  const extension = await activateBuiltExtension(storage);
  let eventCount: unknown;
  const time = await timeOf(async () => {
    const destination = join(storage, "export");
    const given = { range: "allTime", format, destination, directory };
    ({ eventCount } = (await extension.run("coderTelemetry.export", given)) as ExportResult);
  });
  await extension.deactivate();
  if (eventCount !== expected) {
    throw new Error(`The command exported ${String(eventCount)} rows of ${expected}.`);
  }
  return time;
}

/** The fields of the result that are used here. */
interface ExportResult {
  readonly eventCount: number;
}

function measurementsOf(megabytes: number): readonly Measurement[] {
  const shape: DataShape = { ...usualShape, size: megabytes * 1_000_000 };
  const baseline = `floor, ${megabytes} MB`;
  return [
    timeWith(baseline, () => shape, runFloor),
    ...(["json", "otlp"] as const).map((format) => ({
      name: `${format}, ${megabytes} MB, from the command to the file`,
      unit: "ms",
      against: [{ baseline }],
      prepare: (options: BenchOptions) => telemetryFolder(shape, options),
      run: (directory: string, options: BenchOptions) =>
        timeCommand(shape, format, directory, options),
    })),
  ];
}

export const commandMeasurements: readonly Measurement[] = [
  ...measurementsOf(1),
  ...measurementsOf(10),
];
