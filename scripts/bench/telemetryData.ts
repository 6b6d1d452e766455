// Generates telemetry of a given size and shape for measurements. The same seed gives the same
// data.
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatFileName } from "../../src/telemetry/stored/fileName";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { type DataShape, FIRST_DAY } from "./dataShape";
import { Dice } from "./dice";
import { type BenchOptions, type Comparison, type Measurement, timeOf } from "./measurement";
import { type Line, Session } from "./telemetrySession";

/** Returns the folder with telemetry of a shape. Generates it unless it exists. */
export async function telemetryFolder(
  shape: DataShape,
  { data, seed }: Pick<BenchOptions, "data" | "seed">,
): Promise<string> {
  const name = Object.entries({ ...shape, seed }).map(([key, value]) => `${key}-${value}`);
  const folder = join(data, name.sort().join("-"));
  if (!existsSync(rowsFile(folder))) {
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    const rows = await writeTelemetry(partial, shape, new Dice(seed));
    await rename(partial, folder);
    await writeFile(rowsFile(folder), JSON.stringify(rows));
  }
  return folder;
}

/**
 * A measurement of the time that `work` needs for telemetry of a shape. `directory` is an empty
 * folder, as in {@link Measurement.run}.
 */
export function timeWith(
  name: string,
  shapeOf: (options: BenchOptions) => DataShape,
  work: (telemetry: string, directory: string) => Promise<void>,
  against: readonly Comparison[] = [],
): Measurement {
  return {
    name,
    unit: "ms",
    against,
    prepare: (options) => telemetryFolder(shapeOf(options), options),
    run: async (directory, options) => {
      const telemetry = await telemetryFolder(shapeOf(options), options);
      return timeOf(() => work(telemetry, directory));
    },
  };
}

/**
 * Returns the number of rows in a generated folder that are earlier than `end`, which must be the
 * end of a day.
 */
export async function countRows(folder: string, end = Infinity): Promise<number> {
  const rowsOfDays = JSON.parse(await readFile(rowsFile(folder), "utf8")) as number[];
  const days = rowsOfDays.filter((_, day) => FIRST_DAY + day * DAY_MS < end);
  return days.reduce((sum, rows) => sum + rows, 0);
}

/** The path of a file next to a generated folder with the number of rows of each day. */
function rowsFile(folder: string): string {
  return `${folder}.rows.json`;
}

/** Writes the files. Resolves to the number of rows of each day. */
async function writeTelemetry(folder: string, shape: DataShape, dice: Dice): Promise<number[]> {
  const rowsOfDays: number[] = [];
  for (let day = 0; day < shape.days; day++) {
    const begin = FIRST_DAY + day * DAY_MS;
    const sessions = Array.from(
      { length: shape.sessionsPerDay },
      (_, index) => new Session(shape, dice, begin, index),
    );
    let rows = 0;
    if (shape.file === "day") {
      const lines = sessions.flatMap((session) => Array.from(session.lines()));
      lines.sort((a, b) => a.time - b.time);
      rows = await writeFiles(folder, { date: formatUtcDate(begin) }, lines, Infinity);
    } else {
      for (const session of sessions) {
        const name = { date: formatUtcDate(begin), session: session.id };
        rows += await writeFiles(folder, name, session.lines(), shape.maxFileBytes);
      }
    }
    rowsOfDays.push(rows);
  }
  return rowsOfDays;
}

/** Writes lines to one or more files. Resolves to the number of lines, without headers. */
async function writeFiles(
  folder: string,
  name: { date: string; session?: string },
  lines: Iterable<Line>,
  maxFileBytes: number,
): Promise<number> {
  let count = 0;
  let part = 0;
  let texts: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const file = await open(join(folder, formatFileName({ ...name, part })), "w");
    await file.writeFile(texts.join(""));
    await file.close();
    part++;
    texts = [];
    size = 0;
  };
  for (const { header, text } of lines) {
    if (texts.length > 0 && size + text.length > maxFileBytes) {
      await flush();
    }
    if (texts.length === 0) {
      texts.push(header);
    }
    texts.push(text);
    size += text.length;
    count++;
  }
  await flush();
  return count;
}
