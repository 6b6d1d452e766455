import type { FileSystem } from "../../stored/fileSystem";
import { listOwnFiles } from "../../stored/sources";
import { isMissing } from "../../stored/systemError";
import type { TelemetryFile } from "../../stored/telemetryFolder";
import { DAY_MS, formatUtcDate, parseUtcDate } from "../../stored/utcDate";
import type { LocalSinkSettings } from "./settings";

/** What retention has removed, and the errors of the files that could not be removed. */
export interface Retention {
  /** File names. */
  readonly removed: readonly string[];
  readonly failures: readonly unknown[];
}

/**
 * Removes telemetry files that are older than `maxAgeDays`, and then the oldest ones until the
 * total size is at most `maxTotalBytes`. Files dated yesterday to tomorrow (UTC) are kept, because
 * a window may still be writing to them. A file that can't be removed doesn't count toward the
 * total size, so that no other file is removed in its place. Throws if the folder can't be read.
 *
 * If the clock is wrong, not everything may be removed: if all files dated before today are older
 * than `maxAgeDays`, ages are counted from the newest of them and not from today. Files dated after
 * tomorrow were written with a wrong clock: their age is counted from their last modification, and
 * they are the first to be removed because of the total size.
 *
 * @param now milliseconds since the epoch.
 */
export async function applyRetention(
  fs: FileSystem,
  directory: string,
  { maxAgeDays, maxTotalBytes }: Pick<LocalSinkSettings, "maxAgeDays" | "maxTotalBytes">,
  now: number,
): Promise<Retention> {
  const listed = await listOwnFiles(fs, directory);
  const { files, failures } = await dateFiles(fs, listed, now);
  const firstKept = lastCertainDay(listed, now, maxAgeDays) - maxAgeDays * DAY_MS;
  const removed: string[] = [];
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { file, day, isLive, size } of files) {
    if (isLive || (day >= firstKept && total <= maxTotalBytes)) {
      continue;
    }
    total -= size;
    try {
      await fs.promises.rm(file.path, { force: true });
      removed.push(file.name);
    } catch (error) {
      failures.push(error);
    }
  }
  return { removed, failures };
}

/** The day from which ages are counted: today, unless no recent file confirms the clock. */
function lastCertainDay(files: readonly TelemetryFile[], now: number, maxAgeDays: number): number {
  const today = startOfDay(now);
  const newest = files.findLast(({ day }) => day < today)?.day ?? today;
  return newest < today - maxAgeDays * DAY_MS ? newest : today;
}

interface DatedFile {
  readonly file: TelemetryFile;
  /** Start of the UTC day from which the file's age is counted. */
  readonly day: number;
  /** Whether a window may be writing to the file. */
  readonly isLive: boolean;
  /** In bytes. Of a symbolic link, the size of the link, because only the link is removed. */
  readonly size: number;
}

/** Returns the files in the order in which they are removed, and the errors of reading others. */
async function dateFiles(
  fs: FileSystem,
  listed: readonly TelemetryFile[],
  now: number,
): Promise<{ files: DatedFile[]; failures: unknown[] }> {
  const today = startOfDay(now);
  const isFuture = ({ day }: TelemetryFile): boolean => day > today + DAY_MS;
  const dated: DatedFile[] = [];
  const future: DatedFile[] = [];
  const failures: unknown[] = [];
  for (const file of listed) {
    try {
      const { mtimeMs, size } = await fs.promises.lstat(file.path);
      if (isFuture(file)) {
        const day = startOfDay(await changeTime(fs, file, mtimeMs, now));
        future.push({ file, day, isLive: false, size });
      } else {
        dated.push({ file, day: file.day, isLive: file.day >= today - DAY_MS, size });
      }
    } catch (error) {
      // A missing file has been removed by another window.
      failures.push(...(isMissing(error) ? [] : [error]));
    }
  }
  return { files: [...future, ...dated], failures };
}

/**
 * Returns when a file was last modified. If that is in the future, sets it to `now`, so that the age
 * is counted from when the file was found.
 */
async function changeTime(
  fs: FileSystem,
  { path }: TelemetryFile,
  mtimeMs: number,
  now: number,
): Promise<number> {
  if (mtimeMs <= now) {
    return mtimeMs;
  }
  await fs.promises.lutimes(path, new Date(now), new Date(now));
  return now;
}

function startOfDay(time: number): number {
  return parseUtcDate(formatUtcDate(time)) ?? time;
}
