import type { FileSystem } from "../fileSystem";
import { listTelemetryFiles, type TelemetryFile } from "../telemetryFolder";
import { overlapsDay, type UtcWindow } from "./dateRange";
import { ExportError } from "./errors";

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
