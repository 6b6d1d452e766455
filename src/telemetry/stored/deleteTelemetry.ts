import type { FileSystem } from "./fileSystem";
import type { TelemetryFile } from "./telemetryFolder";

/** The result of deleting telemetry files. */
export interface Deletion {
  readonly deletedCount: number;
  /** The files that could not be deleted, with the reasons. */
  readonly failures: readonly { readonly file: TelemetryFile; readonly error: unknown }[];
}

/**
 * Deletes telemetry files. A file that no longer exists counts as deleted. If one can't be deleted,
 * the others still are. A window that is still recording starts a new file.
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
