// Measures how the cost of an export grows. Compared with the first row, each other row increases
// one aspect of the data.
import { type DataShape, usualShape } from "./dataShape";
import type { Measurement } from "./measurement";
import { type FormatId, exportTime } from "./runExport";

const start: DataShape = { ...usualShape, size: 50_000_000, days: 10, sessionsPerDay: 1 };

const changes: readonly (readonly [what: string, change: Partial<DataShape>])[] = [
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
  return [
    exportTime(baseline, format, () => start),
    ...changes.map(([what, change]) =>
      exportTime(`${format}: ${what}`, format, () => ({ ...start, ...change }), [{ baseline }]),
    ),
  ];
}

export const growthMeasurements: readonly Measurement[] = [
  ...growthOf("json"),
  ...growthOf("otlp"),
];
