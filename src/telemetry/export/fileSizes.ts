import type { FileSystem } from "../fileSystem";
import type { TelemetryFile } from "../telemetryFolder";
import { measureFiles } from "./selectFiles";

/** Bytes by file name. */
export type FileSizes = ReadonlyMap<string, number>;

/** What each file holds now; one that is gone, or can't be asked, holds nothing. */
export async function fileSizes(
  fs: FileSystem,
  files: readonly TelemetryFile[],
): Promise<FileSizes> {
  const measured = await measureFiles(files, { fs, onSkip: () => undefined });
  return new Map(measured.map(({ name, size }) => [name, size]));
}

/** What the files hold together, in bytes. */
export function totalSize(sizes: FileSizes, files: readonly TelemetryFile[]): number {
  return files.reduce((total, { name }) => total + (sizes.get(name) ?? 0), 0);
}
