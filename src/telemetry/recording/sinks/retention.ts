import type { FileSystem } from "../../stored/fileSystem";
import { listOwnFiles } from "../../stored/sources";
import { isMissing } from "../../stored/systemError";
import type { TelemetryFile } from "../../stored/telemetryFolder";
import { DAY_MS, formatUtcDate, parseUtcDate } from "../../stored/utcDate";
import type { LocalSinkSettings } from "./settings";

/**
 * Removes telemetry files that are older than `maxAgeDays`, and then the oldest ones until the
 * total size is at most `maxTotalBytes`. Decides by file names and sizes only. Files dated
 * yesterday or later (UTC) are kept, because a window may still be writing to them. Returns the
 * removed names. Throws if the folder can't be read.
 *
 * @param now milliseconds since the epoch.
 */
export async function applyRetention(
  fs: FileSystem,
  directory: string,
  { maxAgeDays, maxTotalBytes }: Pick<LocalSinkSettings, "maxAgeDays" | "maxTotalBytes">,
  now: number,
): Promise<readonly string[]> {
  const today = parseUtcDate(formatUtcDate(now)) ?? now;
  const files = await withSizes(fs, await listOwnFiles(fs, directory));
  let total = files.reduce((sum, { size }) => sum + size, 0);
  const removed: string[] = [];
  for (const { file, size } of files) {
    const isOld = file.day < today - maxAgeDays * DAY_MS;
    const isLive = file.day >= today - DAY_MS;
    if (!isLive && (isOld || total > maxTotalBytes)) {
      await fs.promises.rm(file.path, { force: true });
      removed.push(file.name);
      total -= size;
    }
  }
  return removed;
}

interface SizedFile {
  readonly file: TelemetryFile;
  readonly size: number;
}

async function withSizes(fs: FileSystem, files: readonly TelemetryFile[]): Promise<SizedFile[]> {
  const sized: SizedFile[] = [];
  for (const file of files) {
    try {
      sized.push({ file, size: (await fs.promises.stat(file.path)).size });
    } catch (error) {
      // Another window has already removed it.
      if (!isMissing(error)) {
        throw error;
      }
    }
  }
  return sized;
}
