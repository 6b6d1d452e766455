// Measures the time of exports, compared with the minimum work of reading and writing the same
// lines.
import { type DataShape, type Dialect, usualShape } from "./dataShape";
import { runFloor, runFloorWithContext, runJq } from "./floor";
import type { BenchOptions, Comparison, Measurement } from "./measurement";
import { type FormatId, exportTime } from "./runExport";
import { timeWith } from "./telemetryData";

/** For each format, the maximum time relative to the floor, if there is a target. */
type Limits = readonly (readonly [format: FormatId, limits: Omit<Comparison, "baseline">])[];

const LIMITS_OF_DAYS: Limits = [
  ["json", { limit: 0.9, cpuLimit: 1.4 }],
  ["otlp", { limit: 1.2, cpuLimit: 2 }],
  ["otlpJsonl", { limit: 1.3 }],
  ["otlpProtobuf", {}],
  ["otlpTraces", {}],
  ["otlpMetrics", {}],
];

/** A single day is exported on one thread. */
const LIMITS_OF_ONE_DAY: Limits = [
  ["json", { limit: 1.35, cpuLimit: 1.4 }],
  ["otlp", { limit: 2, cpuLimit: 2 }],
];

const shapeOf =
  (dialect: Dialect, days: number) =>
  ({ size }: BenchOptions): DataShape => ({ ...usualShape, dialect, days, size });

function throughputOfDays(dialect: Dialect): readonly Measurement[] {
  const { days } = usualShape;
  const shape = shapeOf(dialect, days);
  const of = `${days} days of dialect ${dialect}`;
  const [floor, jq] = [`floor, ${of}`, `jq -c -s ., ${of}`];
  return [
    timeWith(floor, shape, runFloor),
    withoutCpu(timeWith(jq, shape, runJq)),
    ...LIMITS_OF_DAYS.map(([format, limits]) =>
      exportTime(`${format}, ${of}`, format, shape, [
        { baseline: floor, ...limits },
        ...(format === "json" ? [{ baseline: jq, limit: 0.2 }] : []),
      ]),
    ),
  ];
}

/**
 * `process.cpuUsage()` doesn't include child processes
 * (https://nodejs.org/api/process.html#processcpuusagepreviousvalue).
 */
function withoutCpu(measurement: Measurement): Measurement {
  return {
    ...measurement,
    run: async (directory, options) => {
      const { value } = await measurement.run(directory, options);
      return { value };
    },
  };
}

function throughputOfOneDay(dialect: Dialect): readonly Measurement[] {
  const shape = shapeOf(dialect, 1);
  const of = `1 day of dialect ${dialect}`;
  const floor = `floor, ${of}`;
  return [
    timeWith(floor, shape, runFloor),
    ...LIMITS_OF_ONE_DAY.map(([format, limits]) =>
      exportTime(`${format}, ${of}`, format, shape, [{ baseline: floor, ...limits }]),
    ),
  ];
}

/** The least work of any export of dialect C, in which each event gains the fields of its header. */
const floorWithContext = timeWith(
  "floor with the context, 30 days of dialect C",
  shapeOf("C", usualShape.days),
  runFloorWithContext,
  [{ baseline: "floor, 30 days of dialect C" }],
);

export const throughputMeasurements: readonly Measurement[] = [
  floorWithContext,
  ...throughputOfDays("C"),
  ...throughputOfDays("A"),
  ...throughputOfOneDay("C"),
  ...throughputOfOneDay("A"),
];
