// How the cost of an export grows: one thing at a time is more than in the first row, and the ratio says what that costs.
import { type FormatId, timeExport } from "./exporting";
import type { BenchOptions, Measurement } from "./measurement";
import { type DataShape, telemetryFolder, usualShape } from "./telemetryData";

const start = { ...usualShape, size: 50_000_000, days: 10, sessionsPerDay: 1 };

type Change = Partial<Omit<DataShape, "dialect">>;

const changes: readonly (readonly [what: string, change: Change])[] = [
  ["4 × the rows", { size: 200_000_000 }],
  ["the same bytes in lines of 6 KB", { padding: 5_500 }],
  ["the same bytes in lines of 60 KB", { padding: 60_000 }],
  ["the same bytes in lines of 1 MB", { padding: 1_000_000 }],
  ["the same rows in 10 × the files", { maxFileBytes: 500_000 }],
  ["the same rows in 100 × the files", { maxFileBytes: 50_000 }],
  ["the same rows in 10 × the sessions", { sessionsPerDay: 10 }],
  ["the same rows in 100 × the sessions", { sessionsPerDay: 100 }],
];

function growthOf(format: FormatId): readonly Measurement[] {
  const baseline = `${format} of 50 MB`;
  const measure = (name: string, change: Change, isBaseline: boolean): Measurement => {
    const shape = ({ dialect }: BenchOptions): DataShape => ({ ...start, ...change, dialect });
    return {
      name,
      unit: "ms",
      ...(!isBaseline && { against: [{ baseline }] }),
      prepare: (options) => telemetryFolder(shape(options), options),
      run: (directory, options) => timeExport(shape(options), format, directory, options),
    };
  };
  return [
    measure(baseline, {}, true),
    ...changes.map(([what, change]) => measure(`${format}: ${what}`, change, false)),
  ];
}

export const growthMeasurements: readonly Measurement[] = [
  ...growthOf("json"),
  ...growthOf("otlp"),
];
