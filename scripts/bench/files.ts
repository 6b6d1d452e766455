// Measures the cost of files: many small ones, open ones, and ones outside the range.
import { mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatFileName } from "../../src/telemetry/stored/fileName";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { type DataShape, sessionsShape } from "./dataShape";
import { type Figure, type Measurement, timeOf } from "./measurement";
import { COUNTING_WORKER, mostOpenFiles } from "./openFiles";
import { exportTime, runExport } from "./runExport";
import { telemetryFolder } from "./telemetryData";

// Dialect B has the context in each row. The rows are therefore the same whether or not sessions
// share a file.
const ownFiles: DataShape = { ...sessionsShape, dialect: "B" };
const oneFileADay: DataShape = { ...ownFiles, file: "day" };
const ONE_FILE_A_DAY = "json, a file a day for 30 days";

const sessions: readonly Measurement[] = [
  exportTime(ONE_FILE_A_DAY, "json", () => oneFileADay),
  exportTime("json, the same rows in 5,000 sessions", "json", () => ownFiles, [
    { baseline: ONE_FILE_A_DAY, limit: 1.3 },
  ]),
  {
    name: "files open at once, of 5,000 sessions, 4 at a time",
    unit: "",
    limit: 32,
    prepare: (options) => telemetryFolder(sessionsShape, options),
    run: async (directory, options) => {
      const telemetry = await telemetryFolder(sessionsShape, options);
      return {
        value: await mostOpenFiles(() =>
          runExport(telemetry, directory, "json", { worker: COUNTING_WORKER }),
        ),
      };
    },
  },
];

/**
 * Measures an export that selects one of 3,000 files. Each file has its own day, and the others
 * have `otherBytes` bytes.
 */
async function timeOneOfMany(otherBytes: number, directory: string): Promise<Figure> {
  const telemetry = join(directory, "telemetry");
  await mkdir(telemetry);
  for (let day = 0; day < 3000; day++) {
    const path = join(telemetry, formatFileName({ date: formatUtcDate(day * DAY_MS), part: 0 }));
    await writeFile(path, day === 1500 ? '{"event_name":"x","timestamp":"1974-02-09"}\n' : "");
    if (day !== 1500) {
      // Creates a sparse file, which needs no space on disk.
      await truncate(path, otherBytes);
    }
  }
  const window = { start: 1500 * DAY_MS, end: 1501 * DAY_MS };
  return timeOf(() => runExport(telemetry, directory, "json", { window, rows: 1 }));
}

const oneOfMany: readonly Measurement[] = [
  {
    name: "1 file of 3,000, the others empty",
    unit: "ms",
    run: (directory) => timeOneOfMany(0, directory),
  },
  {
    name: "1 file of 3,000, the others 1 MB each",
    unit: "ms",
    against: [{ baseline: "1 file of 3,000, the others empty", limit: 1.2 }],
    run: (directory) => timeOneOfMany(1_000_000, directory),
  },
];

export const filesMeasurements: readonly Measurement[] = [...sessions, ...oneOfMany];
