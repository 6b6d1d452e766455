// `npm run bench`: measures the cost of the extension on this machine, compared with the minimum
// cost of the same work. `--once NAME` runs a single measurement in this process, for profiling
// with `node --cpu-prof`.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { messageOf } from "../src/telemetry/stored/systemError";
import { commandMeasurements } from "./bench/command";
import { extensionMeasurements } from "./bench/extension";
import { filesMeasurements } from "./bench/files";
import { growthMeasurements } from "./bench/growth";
import type { BenchOptions, Figure, Measurement } from "./bench/measurement";
import { memoryMeasurements } from "./bench/memory";
import { recordingMeasurements } from "./bench/recording";
import { responsivenessMeasurements } from "./bench/responsiveness";
import { buildRevision } from "./bench/revision";
import { type Figures, formatComparison, formatFigures } from "./bench/table";
import { throughputMeasurements } from "./bench/throughput";
import { viewMeasurements } from "./bench/view";
import { cacheDirectory } from "./repository";

const USAGE = `Usage: npm run bench -- [--only PATTERN] [--runs N] [--size SIZE] [--seed N] [--against REV]

  --only PATTERN  only measurements whose names the regular expression matches, and what they are compared with
  --runs N        runs of each, of which the table gives the median; 5 unless given
  --size SIZE     of the telemetry where no other size is named, such as 50MB; 100MB unless given
  --seed N        of the telemetry; 1 unless given
  --against REV   compares the commit with what is checked out

CPU is what all threads of the process compute, which is steadier on a busy machine than the time. The floor is the least
that any export of lines does: readline over createReadStream, JSON.parse, and a buffered write of the line.
`;

/** All measurements, in the order of the table. */
const measurements: readonly Measurement[] = [
  ...recordingMeasurements,
  ...extensionMeasurements,
  ...viewMeasurements,
  ...throughputMeasurements,
  ...commandMeasurements,
  ...memoryMeasurements,
  ...responsivenessMeasurements,
  ...filesMeasurements,
  ...growthMeasurements,
];

/** A build of the benchmarks: this one or another commit's. */
interface Bench {
  readonly name: string;
  readonly file: string;
}

interface Flags {
  readonly options: BenchOptions;
  readonly runs: number;
  readonly chosen: readonly Measurement[];
  readonly once: Measurement | undefined;
  readonly against: string | undefined;
}

async function main(): Promise<void> {
  const { options, runs, chosen, once, against } = readFlags();
  if (once) {
    console.log(JSON.stringify(await measure(once, options)));
    return;
  }
  const cpu = cpus()[0]?.model ?? process.arch;
  console.log(
    `Medians of ${runs} runs, each in a fresh process: Node.js ${process.version}, ${cpu}\n`,
  );
  for (const { prepare } of chosen) {
    await prepare?.(options);
  }
  const here = { name: "here", file: __filename };
  if (against === undefined) {
    const figures = await runAll([here], chosen, runs);
    console.log(formatFigures(chosen, figures.get(here.name) ?? new Map()));
    return;
  }
  const { name, bench } = await buildRevision(against);
  const figures = await runAll([{ name, file: bench }, here], chosen, runs);
  const of = (which: string) => [which, figures.get(which) ?? new Map()] as const;
  console.log(formatComparison(chosen, of(name), of(here.name)));
}

function readFlags(): Flags {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", default: "" },
        runs: { type: "string", default: "5" },
        size: { type: "string", default: "100MB" },
        seed: { type: "string", default: "1" },
        against: { type: "string" },
        once: { type: "string" },
        data: { type: "string", default: join(cacheDirectory, "bench") },
      },
    });
    const once = measurements.find(({ name }) => name === values.once);
    if (values.once !== undefined && !once) {
      throw new Error(`There is no measurement "${values.once}".`);
    }
    return {
      once,
      chosen: choose(values.only),
      runs: parseCount("runs", values.runs),
      against: values.against,
      options: {
        size: parseSize(values.size),
        seed: parseCount("seed", values.seed),
        data: values.data,
      },
    };
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

function choose(pattern: string): readonly Measurement[] {
  const named = measurements.filter(({ name }) => new RegExp(pattern).test(name));
  if (named.length === 0) {
    throw new Error(`There is no measurement "${pattern}".`);
  }
  const baselines = new Set(
    named.flatMap(({ against = [] }) => against.map(({ baseline }) => baseline)),
  );
  return measurements.filter((each) => named.includes(each) || baselines.has(each.name));
}

function parseCount(flag: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new Error(`--${flag} ${text} is not a number from 1.`);
  }
  return Number(text);
}

function parseSize(text: string): number {
  const [, count, unit] = /^(\d{1,6})(kB|MB|GB)$/.exec(text) ?? [];
  const bytes = Number(count) * { kB: 1e3, MB: 1e6, GB: 1e9 }[unit as "kB" | "MB" | "GB"];
  if (!(bytes > 0)) {
    throw new Error(`--size ${text} is not a size such as 100MB.`);
  }
  return bytes;
}

/**
 * Runs all measurements. The benches take turns, so changes in the machine's load affect them
 * equally.
 */
async function runAll(
  benches: readonly Bench[],
  chosen: readonly Measurement[],
  runs: number,
): Promise<ReadonlyMap<string, Figures>> {
  const all = new Map(benches.map((bench) => [bench.name, new Map<string, Figure[]>()] as const));
  for (let run = 0; run < runs; run++) {
    for (const { name } of chosen) {
      for (const bench of benches) {
        const figures = all.get(bench.name) ?? new Map<string, Figure[]>();
        figures.set(name, [...(figures.get(name) ?? []), await measureInFreshProcess(bench, name)]);
      }
    }
  }
  return all;
}

async function measureInFreshProcess({ file }: Bench, name: string): Promise<Figure> {
  const given = process.argv.slice(2);
  // If a flag is repeated, the last one applies. The other commit's bench has its own cache
  // directory, which `--data` overrides.
  const args = [file, ...given, "--data", join(cacheDirectory, "bench"), "--once", name];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Figure;
}

async function measure({ run }: Measurement, options: BenchOptions): Promise<Figure> {
  const directory = await mkdtemp(join(tmpdir(), "coder-telemetry-bench-"));
  try {
    return await run(directory, options);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
