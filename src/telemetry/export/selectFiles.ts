import type { FileSystem } from "../fileSystem";
import { listTelemetryFiles, type TelemetryFile } from "../telemetryFolder";
import { overlapsDay, type UtcWindow } from "./dateRange";
import { ExportError } from "./errors";
import type { ReadOptions } from "./readEvents";

/** A telemetry file, and how much of it there is to read. */
export interface MeasuredFile extends TelemetryFile {
  /** In bytes. */
  readonly size: number;
}

/** Files that are measured at once. */
const MEASURED_AT_ONCE = 64;

/** {@link listTelemetryFiles}, with an ExportError when the folder can't be read. */
export async function listFiles(fs: FileSystem, directory: string): Promise<TelemetryFile[]> {
  try {
    return await listTelemetryFiles(fs, directory);
  } catch (error) {
    throw new ExportError("directoryUnreadable", directory, error);
  }
}

/** The files whose day the window touches. */
export function selectFiles(files: readonly TelemetryFile[], window: UtcWindow): TelemetryFile[] {
  return files.filter((file) => overlapsDay(window, file.day));
}

/**
 * The files with what is in them at this moment: windows go on writing while an export reads. One that
 * is no longer there, or no file, is left out and told to `onSkip`.
 */
export async function measureFiles(
  files: readonly TelemetryFile[],
  { fs, onSkip, signal }: Pick<ReadOptions, "fs" | "onSkip" | "signal">,
): Promise<MeasuredFile[]> {
  const measured: MeasuredFile[] = [];
  for (let start = 0; start < files.length; start += MEASURED_AT_ONCE) {
    signal?.throwIfAborted();
    const some = files.slice(start, start + MEASURED_AT_ONCE);
    const sizes = await Promise.all(some.map(({ path }) => sizeOf(fs, path)));
    for (const [index, file] of some.entries()) {
      const size = sizes[index];
      if (size === undefined) {
        onSkip({ file: file.name, reason: "unreadableFile" });
      } else {
        measured.push({ ...file, size });
      }
    }
  }
  return measured;
}

async function sizeOf(fs: FileSystem, path: string): Promise<number | undefined> {
  try {
    const stats = await fs.promises.stat(path);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}
