// Measures the memory that an export uses.
import { type DataShape, largeShape, sessionsShape } from "./dataShape";
import type { BenchOptions, Comparison, Figure, Measurement } from "./measurement";
import { type FormatId, exportLarge, runExport } from "./runExport";
import { telemetryFolder } from "./telemetryData";

/** Measures by how many MB the process's peak memory increases during `work`. */
export async function peakMemory(work: () => Promise<void>): Promise<Figure> {
  const { maxRSS: idle } = process.resourceUsage();
  await work();
  const { maxRSS: peak } = process.resourceUsage();
  return { value: ((peak - idle) * 1024) / 1e6 };
}

function memoryOf(
  name: string,
  shape: DataShape,
  work: (directory: string, options: BenchOptions) => Promise<void>,
  against: readonly Comparison[] = [],
): Measurement {
  return {
    name,
    unit: "MB",
    limit: 70,
    against,
    prepare: (options) => telemetryFolder(shape, options),
    run: (directory, options) => peakMemory(() => work(directory, options)),
  };
}

function memoryMeasurementsOf(format: FormatId): readonly Measurement[] {
  const large =
    (bytes: number) =>
    (directory: string, options: BenchOptions): Promise<void> =>
      exportLarge(bytes, format, directory, options);
  const baseline = `memory of ${format}, 100 MB`;
  return [
    memoryOf(baseline, largeShape, large(100_000_000)),
    memoryOf(`memory of ${format}, 2 GB`, largeShape, large(largeShape.size), [
      { baseline, limit: 1.1 },
    ]),
    memoryOf(`memory of ${format}, 5,000 sessions`, sessionsShape, async (directory, options) => {
      await runExport(await telemetryFolder(sessionsShape, options), directory, format);
    }),
  ];
}

export const memoryMeasurements: readonly Measurement[] = [
  ...memoryMeasurementsOf("json"),
  ...memoryMeasurementsOf("otlp"),
];
