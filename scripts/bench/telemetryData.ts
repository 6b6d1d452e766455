// The telemetry that measurements read: as much as asked for, of any shape, the same for the same seed.
import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatFileName } from "../../src/telemetry/stored/fileName";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { Dice } from "../sampleTelemetry";
import type { BenchOptions, Dialect } from "./measurement";

/** How much telemetry, and how it lies in its files. */
export interface DataShape {
  /** Bytes of all files, about. */
  readonly size: number;
  readonly dialect: Dialect;
  readonly days: number;
  readonly sessionsPerDay: number;
  /** `session`: each has files of its own. `day`: those of a day share one, in order of time. */
  readonly file: "session" | "day";
  /** Bytes at which a session's file is full. */
  readonly maxFileBytes: number;
  /** Bytes by which a line is longer than it need be. */
  readonly padding: number;
}

/** The first UTC day of all telemetry made here. */
export const FIRST_DAY = Date.UTC(2026, 0, 1);

/** As recorded in life: a few windows a day, in files of 5 MB. */
export const usualShape = {
  days: 30,
  sessionsPerDay: 4,
  file: "session",
  maxFileBytes: 5_000_000,
  padding: 0,
} as const;

/** So many windows of a day are open at once. */
const OPEN_AT_ONCE = 4;

/** The folder of telemetry of a shape, made unless it is there. */
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

/** Rows that were made in a folder of telemetry, as far as they are earlier than `end`, which is the end of a day. */
export async function countRows(folder: string, end = Infinity): Promise<number> {
  const rowsOfDays = JSON.parse(await readFile(rowsFile(folder), "utf8")) as number[];
  const days = rowsOfDays.filter((_, day) => FIRST_DAY + day * DAY_MS < end);
  return days.reduce((sum, rows) => sum + rows, 0);
}

/** Beside a folder of telemetry, how many rows each of its days has. */
function rowsFile(folder: string): string {
  return `${folder}.rows.json`;
}

/** Resolves to the rows of each day. */
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

/** Resolves to the number of lines, without headers. */
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

interface Line {
  readonly time: number;
  readonly text: string;
  /** What stands first in a file of such lines. */
  readonly header: string;
}

/** One window of the editor, with its share of the day and of the bytes. */
class Session {
  readonly id: string;
  private readonly shape: DataShape;
  private readonly dice: Dice;
  private readonly begin: number;
  private readonly context: object;

  constructor(shape: DataShape, dice: Dice, day: number, index: number) {
    this.shape = shape;
    this.dice = dice;
    this.begin = day + (index / shape.sessionsPerDay) * (DAY_MS - this.duration);
    this.id = dice.hex(8);
    this.context = {
      extension_version: "1.14.0",
      machine_id: "0123456789abcdef".repeat(4),
      session_id: `${this.id}-0000-4000-8000-000000000000`,
      os_type: "linux",
      os_version: "6.8.0-51-generic",
      host_arch: "x64",
      platform_name: "Visual Studio Code",
      platform_version: "1.105.1",
    };
  }

  private get duration(): number {
    return (DAY_MS * OPEN_AT_ONCE) / (this.shape.sessionsPerDay + OPEN_AT_ONCE);
  }

  *lines(): Generator<Line> {
    const { size, days, sessionsPerDay, dialect } = this.shape;
    const share = size / days / sessionsPerDay;
    const header =
      dialect === "C"
        ? `${JSON.stringify({ kind: "header", schema_version: 1, timestamp: new Date(this.begin), context: this.context })}\n`
        : "";
    for (let done = header.length, sequence = 0; done < share; sequence++) {
      const time = Math.floor(this.begin + (done / share) * this.duration);
      const text = `${JSON.stringify(this.row(time, sequence))}\n`;
      done += text.length;
      yield { time, text, header };
    }
  }

  private row(time: number, sequence: number): object {
    const { dialect, padding } = this.shape;
    const deployment_url = "https://coder.example.com";
    const { properties, ...details } = this.details();
    const head = {
      event_id: this.dice.hex(16),
      timestamp: new Date(time).toISOString(),
      event_sequence: sequence,
    };
    const body = {
      properties: { ...properties, ...(padding > 0 && { text: "pad ".repeat(padding / 4) }) },
      ...details,
    };
    const context = { ...this.context, deployment_url };
    return {
      A: { ...head, context, ...body },
      B: { schema_version: 1, ...head, context, ...body },
      C: { ...head, deployment_url, ...body },
    }[dialect];
  }

  /** One of three kinds of events: a request summary, a timed command, a command that failed. */
  private details(): { properties: object } & Record<string, unknown> {
    const count = this.dice.between([1, 60]);
    if (count < 20) {
      return {
        event_name: "http.requests",
        properties: { method: "GET", route: "/api/v2/workspaceagents/{id}" },
        measurements: { count, errors: 0, p50Ms: this.dice.between([8, 120]), p95Ms: 1400.25 },
      };
    }
    return {
      event_name: "command.invoked",
      properties: {
        command_id: "coder.refreshWorkspaces",
        result: count < 55 ? "success" : "error",
      },
      measurements: { durationMs: this.dice.between([2, 180_000]) / 100 },
      trace_id: this.dice.hex(32),
      ...(count >= 55 && {
        error: { message: 'Workspace "büro/größe" not found', type: "HTTPError", code: "404" },
      }),
    };
  }
}
