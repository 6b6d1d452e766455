// `npm run bench`: what the extension costs on this machine, against what Node.js alone costs. With
// `--only NAME`, one measurement runs in this process, where `node --cpu-prof` can watch it.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import type { Measurement } from "./bench/measurement";
import { recordingMeasurements } from "./bench/recording";

const USAGE = "Usage: npm run bench -- [--runs N]";
const USUAL_RUNS = 11;

/** Every line of the table, in its order. */
const measurements: readonly Measurement[] = [...recordingMeasurements];

/** The figures of each measurement, sorted. */
type Figures = ReadonlyMap<string, readonly number[]>;

async function main(): Promise<void> {
  const { runs, only } = readFlags();
  if (only) {
    console.log(await measure(only));
    return;
  }
  const cpu = cpus()[0]?.model ?? process.arch;
  console.log(
    `Medians of ${runs} runs, each in a fresh process: Node.js ${process.version}, ${cpu}`,
  );
  console.log(`\n${formatTable(await runAll(runs))}`);
}

function readFlags(): { runs: number; only: Measurement | undefined } {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: "string", default: String(USUAL_RUNS) },
        only: { type: "string" },
      },
    });
    const runs = Number(values.runs);
    if (!/^\d+$/.test(values.runs) || runs < 1) {
      throw new Error(`--runs ${values.runs} is not a number of runs.`);
    }
    const only = measurements.find(({ name }) => name === values.only);
    if (values.only !== undefined && !only) {
      throw new Error(`There is no measurement "${values.only}".`);
    }
    return { runs, only };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

/** Interleaved, so that whatever else the machine does meets all of them alike. */
async function runAll(runs: number): Promise<Figures> {
  const figures = new Map(measurements.map(({ name }) => [name, [] as number[]]));
  for (let run = 0; run < runs; run++) {
    for (const [name, list] of figures) {
      list.push(await measureInFreshProcess(name));
    }
  }
  for (const list of figures.values()) {
    list.sort((one, other) => one - other);
  }
  return figures;
}

async function measureInFreshProcess(name: string): Promise<number> {
  const args = [__filename, "--only", name];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return Number(stdout);
}

async function measure({ run }: Measurement): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), "coder-telemetry-bench-"));
  try {
    return await run(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function formatTable(figures: Figures): string {
  const head = ["", "median", "lowest", "highest", "ratio"];
  const rows = measurements.map((measurement) => formatRow(measurement, figures));
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map(([name = "", ...cells]) => [
      name.padEnd(widths[0] ?? 0),
      ...cells.map((cell, index) => cell.padStart(widths[index + 1] ?? 0)),
    ])
    .map((cells) => cells.join("  ").trimEnd())
    .join("\n");
}

/** A baseline has no ratio: the rows below it are compared with it. */
function formatRow({ name, unit, baseline }: Measurement, figures: Figures): string[] {
  const sorted = figures.get(name) ?? [];
  const cells = [median(sorted), sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  const ratio =
    baseline === undefined
      ? ""
      : `${(median(sorted) / median(figures.get(baseline) ?? [])).toFixed(2)} ×`;
  return [name, ...cells.map((figure) => `${round(figure)} ${unit}`), ratio];
}

/** More digits would be noise. */
function round(figure: number): string {
  return figure.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function median(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
