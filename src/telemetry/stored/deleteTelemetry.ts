import type { FileSystem } from "./fileSystem";
import type { TelemetryFile } from "./telemetryFolder";

/** What became of telemetry files that were to be deleted. */
export interface Deletion {
  readonly deletedCount: number;
  /** Those that are still there, and why. */
  readonly failures: readonly { readonly file: TelemetryFile; readonly error: unknown }[];
}

/**
 * Deletes telemetry files; one that is gone already counts as deleted, and one that can't be deleted
 * keeps no other. A window that goes on recording begins its file anew.
 */
export async function deleteTelemetry(
  fs: FileSystem,
  files: readonly TelemetryFile[],
): Promise<Deletion> {
  const failures: { file: TelemetryFile; error: unknown }[] = [];
  for (const file of files) {
    try {
      await fs.promises.rm(file.path, { force: true });
    } catch (error) {
      failures.push({ file, error });
    }
  }
  return { deletedCount: files.length - failures.length, failures };
}
