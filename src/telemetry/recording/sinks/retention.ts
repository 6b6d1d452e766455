import type { FileSystem } from "../../stored/fileSystem";
import { listOwnFiles } from "../../stored/sources";
import { isMissing } from "../../stored/systemError";
import type { TelemetryFile } from "../../stored/telemetryFolder";
import { DAY_MS, formatUtcDate, parseUtcDate } from "../../stored/utcDate";
import type { LocalSinkSettings } from "./settings";

/**
 * Removes the telemetry files that are older than `maxAgeDays`, then the oldest of the others above
 * `maxTotalBytes`, by names and sizes alone. Files dated yesterday or later (UTC) always stay: a window
 * writes events under their own day, so those alone can be some live window's. Returns the removed
 * names; throws when the folder can't be read.
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
      // Another window's retention was faster.
      if (!isMissing(error)) {
        throw error;
      }
    }
  }
  return sized;
}
