import { join } from "node:path";
import { parseFileName, type TelemetryFileName } from "../fileName";
import { parseUtcDate } from "../utcDate";
import { overlapsDay, type UtcWindow } from "./dateRange";
import { ExportError, isMissing } from "./errors";
import type { FileSystem } from "./fileSystem";

/** One file of the telemetry folder. */
export interface TelemetryFile extends TelemetryFileName {
  readonly name: string;
  readonly path: string;
  /** The first millisecond of its UTC day, since the epoch. */
  readonly day: number;
}

/**
 * The telemetry files of a folder by day, session and part, by their names alone: none is opened.
 * A folder that does not exist holds none. Throws an ExportError when it can't be read.
 */
export async function listFiles(fs: FileSystem, directory: string): Promise<TelemetryFile[]> {
  const files: TelemetryFile[] = [];
  for (const entry of await readDirectory(fs, directory)) {
    const parsed = entry.isFile() ? parseFileName(entry.name) : undefined;
    const day = parsed && parseUtcDate(parsed.date);
    if (parsed && day !== undefined) {
      files.push({ ...parsed, day, name: entry.name, path: join(directory, entry.name) });
    }
  }
  return files.sort(compareFiles);
}

/** The files whose day the window touches. */
export function selectFiles(files: readonly TelemetryFile[], window: UtcWindow): TelemetryFile[] {
  return files.filter((file) => overlapsDay(window, file.day));
}

async function readDirectory(
  fs: FileSystem,
  directory: string,
): Promise<readonly { name: string; isFile(): boolean }[]> {
  try {
    return await fs.promises.readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw new ExportError("directoryUnreadable", directory, error);
  }
}

function compareFiles(a: TelemetryFile, b: TelemetryFile): number {
  return a.day - b.day || compareText(a.session ?? "", b.session ?? "") || a.part - b.part;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
