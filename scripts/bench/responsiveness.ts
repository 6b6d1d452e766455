// Measures for how long an export blocks the extension host's thread, which all extensions share.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { largeShape } from "./dataShape";
import type { BenchOptions, Figure, Measurement } from "./measurement";
import { type FormatId, exportLarge } from "./runExport";
import { telemetryFolder } from "./telemetryData";

/** Measures the event loop delay in milliseconds while 1 GB is exported. */
async function eventLoopDelay(
  percentile: number,
  format: FormatId,
  directory: string,
  options: BenchOptions,
): Promise<Figure> {
  const resolution = 1;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  await exportLarge(1_000_000_000, format, directory, options);
  histogram.disable();
  return { value: histogram.percentile(percentile) / 1e6 - resolution };
}

const FORMATS = ["json", "otlp", "otlpJsonl"] as const;

export const responsivenessMeasurements: readonly Measurement[] = FORMATS.flatMap((format) =>
  [
    { name: "longest", percentile: 100, limit: 50 },
    { name: "99th percentile of", percentile: 99, limit: 20 },
  ].map(({ name, percentile, limit }) => ({
    name: `${name} delay during ${format}, 1 GB`,
    unit: "ms",
    limit,
    prepare: (options: BenchOptions) => telemetryFolder(largeShape, options),
    run: (directory: string, options: BenchOptions) =>
      eventLoopDelay(percentile, format, directory, options),
  })),
);
