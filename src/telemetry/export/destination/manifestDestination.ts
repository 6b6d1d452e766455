import type { FileSystem } from "../../stored/fileSystem";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import { ExportError } from "../exportError";
import type { Destination } from "./destination";
import { isSameFile, openFileDestination } from "./fileDestination";

/**
 * Opens the file of a manifest like {@link openFileDestination}. Throws an ExportError if it is the
 * exported file, also by another path.
 */
export async function openManifestDestination(
  fs: FileSystem,
  path: string,
  exported: string,
  sources: readonly TelemetrySource[],
): Promise<Destination> {
  if (await isSameFile(fs, path, exported)) {
    throw new ExportError("manifestIsExport", path);
  }
  return openFileDestination(fs, path, sources);
}
