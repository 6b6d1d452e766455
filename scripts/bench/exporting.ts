// What an export costs: against the least that reading and writing its lines takes, in memory, and to others on the thread.
import { spawn } from "node:child_process";
import type { EventEmitter } from "node:events";
import * as nodeFs from "node:fs";
import { mkdir, open, readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import { parseFormat } from "../../src/telemetry/export/options";
import type { UtcWindow } from "../../src/telemetry/export/select/dateRange";
import { formatFileName } from "../../src/telemetry/stored/fileName";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { findOnPath } from "../findOnPath";
import { type BenchOptions, type Measurement, timeOf } from "./measurement";
import { type DataShape, FIRST_DAY, countRows, telemetryFolder, usualShape } from "./telemetryData";

export type FormatId = "json" | "otlp" | "otlpJsonl";

const FORMATS: readonly FormatId[] = ["json", "otlp", "otlpJsonl"];
const WORKER = join(__dirname, "../../src/telemetry/export/document/worker.js");
const FLOOR = "floor: readline, JSON.parse, write";
const JQ = "jq -c -s .";

/** Exports a whole folder, or a window of it, into `directory`. Throws unless it exports all `rows`. */
async function runExport(
  telemetry: string,
  directory: string,
  format: FormatId,
  {
    window = {},
    rows,
    fs = nodeFs,
    isOnThreads = true,
  }: { window?: UtcWindow; rows?: number; fs?: FileSystem; isOnThreads?: boolean } = {},
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
      worker: isOnThreads ? WORKER : undefined,
      // As the command does: both have their costs.
      signal: new AbortController().signal,
      onProgress: () => undefined,
    },
  );
  if (outcome.kind !== "exported" || outcome.skippedCount > 0 || outcome.eventCount !== expected) {
    const what = JSON.stringify(outcome, (key, value: unknown) =>
      key === "skipped" ? undefined : value,
    );
    throw new Error(`The export of ${telemetry} is not of all ${expected} rows: ${what}`);
  }
}

/** Milliseconds of exporting a folder of telemetry of a shape. */
export async function timeExport(
  shape: DataShape,
  format: FormatId,
  directory: string,
  options: BenchOptions,
): Promise<number> {
  const telemetry = await telemetryFolder(shape, options);
  const rows = await countRows(telemetry);
  return timeOf(options.clock, () => runExport(telemetry, directory, format, { rows }));
}

/** The least that any export of these lines does. */
async function runFloor(telemetry: string, directory: string): Promise<void> {
  const output = await open(join(directory, "floor"), "wx");
  let text = "";
  for (const path of await filesOf(telemetry)) {
    const input = nodeFs.createReadStream(path);
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      JSON.parse(line);
      text += `${line},`;
      if (text.length >= 65_536) {
        await output.appendFile(text);
        text = "";
      }
    }
  }
  await output.appendFile(text);
  await output.close();
}

async function runJq(telemetry: string, directory: string): Promise<void> {
  const jq = findOnPath(["jq"]);
  if (!jq) {
    throw new Error(
      'There is no "jq" on the PATH: install Debian\'s package, "apt-get install jq".',
    );
  }
  const output = nodeFs.openSync(join(directory, "jq.json"), "wx");
  const child = spawn(jq, ["-c", "-s", ".", ...(await filesOf(telemetry))], {
    stdio: ["ignore", output, "inherit"],
  });
  const status = await new Promise((resolve) => child.once("close", resolve));
  nodeFs.closeSync(output);
  if (status !== 0) {
    throw new Error(`jq failed with ${String(status)}.`);
  }
}

async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}

const usual = ({ size, dialect }: BenchOptions): DataShape => ({ ...usualShape, size, dialect });

const throughput: readonly Measurement[] = [
  {
    name: FLOOR,
    unit: "ms",
    prepare: (options) => telemetryFolder(usual(options), options),
    run: async (directory, options) => {
      const telemetry = await telemetryFolder(usual(options), options);
      return timeOf(options.clock, () => runFloor(telemetry, directory));
    },
  },
  {
    name: JQ,
    unit: "ms",
    prepare: (options) => telemetryFolder(usual(options), options),
    // The clock's time, always: Node.js does not tell what a child computes.
    run: async (directory, options) => {
      const telemetry = await telemetryFolder(usual(options), options);
      return timeOf("wall", () => runJq(telemetry, directory));
    },
  },
  ...FORMATS.map((format) => ({
    name: format,
    unit: "ms",
    against: {
      json: [
        { baseline: FLOOR, limit: 0.9 },
        { baseline: JQ, limit: 0.2 },
      ],
      otlp: [{ baseline: FLOOR, limit: 1.2 }],
      otlpJsonl: [{ baseline: FLOOR, limit: 1.3 }],
    }[format],
    prepare: (options: BenchOptions) => telemetryFolder(usual(options), options),
    run: (directory: string, options: BenchOptions) =>
      timeExport(usual(options), format, directory, options),
  })),
];

const LARGE_DAYS = 40;
const LARGE_BYTES = 2_000_000_000;
const large = ({ dialect }: BenchOptions): DataShape => ({
  ...usualShape,
  size: LARGE_BYTES,
  days: LARGE_DAYS,
  dialect,
});

/** The first of the large telemetry's days that hold so many bytes. */
async function exportPart(
  bytes: number,
  format: FormatId,
  directory: string,
  options: BenchOptions,
): Promise<void> {
  const end = FIRST_DAY + (LARGE_DAYS * bytes * DAY_MS) / LARGE_BYTES;
  await runExport(await telemetryFolder(large(options), options), directory, format, {
    window: { end },
  });
}

/** MB that the process holds at most while it exports, beyond what it held before. */
async function peakMemory(work: () => Promise<void>): Promise<number> {
  const { maxRSS: idle } = process.resourceUsage();
  await work();
  return ((process.resourceUsage().maxRSS - idle) * 1024) / 1e6;
}

const memory: readonly Measurement[] = FORMATS.flatMap((format) => {
  const small = `memory of ${format}, 100 MB`;
  const measure = (bytes: number) => (directory: string, options: BenchOptions) =>
    peakMemory(() => exportPart(bytes, format, directory, options));
  const common = {
    unit: "MB",
    limit: 70,
    prepare: (options: BenchOptions) => telemetryFolder(large(options), options),
  };
  return [
    { ...common, name: small, run: measure(100_000_000) },
    {
      ...common,
      name: `memory of ${format}, 2 GB`,
      against: [{ baseline: small, limit: 1.1 }],
      run: measure(LARGE_BYTES),
    },
  ];
});

/** Milliseconds by which others on the thread are late while 1 GB is exported. */
async function eventLoopDelay(
  percentile: number,
  format: FormatId,
  directory: string,
  options: BenchOptions,
): Promise<number> {
  const resolution = 1;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  await exportPart(1_000_000_000, format, directory, options);
  histogram.disable();
  return histogram.percentile(percentile) / 1e6 - resolution;
}

const eventLoop: readonly Measurement[] = FORMATS.flatMap((format) =>
  [
    { name: "longest", percentile: 100, limit: 50 },
    { name: "99th percentile of", percentile: 99, limit: 20 },
  ].map(({ name, percentile, limit }) => ({
    name: `${name} delay during ${format}, 1 GB`,
    unit: "ms",
    limit,
    prepare: (options: BenchOptions) => telemetryFolder(large(options), options),
    run: (directory: string, options: BenchOptions) =>
      eventLoopDelay(percentile, format, directory, options),
  })),
);

// In one file a row of dialect C would be another: its context is its session's.
const sessionsShape: DataShape = {
  ...usualShape,
  size: 100_000_000,
  dialect: "B",
  sessionsPerDay: 167,
};
const daysShape: DataShape = { ...sessionsShape, file: "day" };
const ONE_FILE_A_DAY = "json, a file a day for 30 days";

const sessions: readonly Measurement[] = [
  {
    name: ONE_FILE_A_DAY,
    unit: "ms",
    prepare: (options) => telemetryFolder(daysShape, options),
    run: (directory, options) => timeExport(daysShape, "json", directory, options),
  },
  {
    name: "json, the same rows in 5,000 sessions",
    unit: "ms",
    against: [{ baseline: ONE_FILE_A_DAY, limit: 1.3 }],
    prepare: (options) => telemetryFolder(sessionsShape, options),
    run: (directory, options) => timeExport(sessionsShape, "json", directory, options),
  },
  {
    name: "files open at once, of 5,000 sessions, 4 at a time",
    unit: "",
    // 24 that stay open, 8 that are looked at, and the export.
    limit: 33,
    prepare: (options) => telemetryFolder(sessionsShape, options),
    run: async (directory, options) => {
      const counted = countOpenFiles();
      const telemetry = await telemetryFolder(sessionsShape, options);
      // Threads open small files with a file system of their own, one at a time; here all are counted.
      await runExport(telemetry, directory, "json", { fs: counted.fs, isOnThreads: false });
      return counted.most();
    },
  },
];

/** A file system that knows how many of its files have been open at once, for reading or writing. */
function countOpenFiles(): { fs: FileSystem; most: () => number } {
  let now = 0;
  let most = 0;
  const opened = (): void => {
    most = Math.max(most, ++now);
  };
  const closed = (): void => {
    now--;
  };
  const createReadStream: FileSystem["createReadStream"] = (path, options) => {
    const stream = nodeFs.createReadStream(path, options);
    // A stream of a file that is open already does not open it.
    return stream.once("open", () => {
      opened();
      stream.once("close", closed);
    });
  };
  const open: FileSystem["promises"]["open"] = async (...args) => {
    const handle = await nodeFs.promises.open(...args);
    opened();
    // A FileHandle is an EventEmitter, which its types do not say.
    (handle as unknown as EventEmitter).once("close", closed);
    return handle;
  };
  const promises = { ...nodeFs.promises, open };
  return { fs: { ...nodeFs, createReadStream, promises }, most: () => most };
}

/** A range that selects one file of 3,000, each other one a day of its own and so many bytes. */
async function timeOneOfMany(
  otherBytes: number,
  directory: string,
  { clock }: BenchOptions,
): Promise<number> {
  const telemetry = join(directory, "telemetry");
  await mkdir(telemetry);
  for (let day = 0; day < 3000; day++) {
    const path = join(telemetry, formatFileName({ date: formatUtcDate(day * DAY_MS), part: 0 }));
    await writeFile(path, day === 1500 ? '{"event_name":"x","timestamp":"1974-02-09"}\n' : "");
    if (day !== 1500) {
      // Without content on the disk.
      await truncate(path, otherBytes);
    }
  }
  const window = { start: 1500 * DAY_MS, end: 1501 * DAY_MS };
  return timeOf(clock, () => runExport(telemetry, directory, "json", { window, rows: 1 }));
}

const oneOfMany: readonly Measurement[] = [
  {
    name: "1 file of 3,000, the others empty",
    unit: "ms",
    run: (directory, options) => timeOneOfMany(0, directory, options),
  },
  {
    name: "1 file of 3,000, the others 1 MB each",
    unit: "ms",
    against: [{ baseline: "1 file of 3,000, the others empty", limit: 1.2 }],
    run: (directory, options) => timeOneOfMany(1_000_000, directory, options),
  },
];

export const exportMeasurements: readonly Measurement[] = [
  ...throughput,
  ...memory,
  ...eventLoop,
  ...sessions,
  ...oneOfMany,
];
