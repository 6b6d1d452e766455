import type { FileSystem } from "../../stored/fileSystem";
import { listSources } from "../../stored/sources";
import type { TelemetryFile, TelemetrySource } from "../../stored/telemetryFolder";
import { ExportError } from "../errors";
import type { Skip } from "../read/skip";
import { type SkipSummary, Skips } from "../read/skips";
import { type UtcWindow, overlapsDay } from "./dateRange";

/** The listed files, and the folders that could not be read. */
export interface Listing {
  /** Sorted by day, session and part. */
  readonly files: readonly TelemetryFile[];
  readonly skips: SkipSummary<Skip>;
}

/**
 * Lists the files of all sources. Throws an ExportError if a folder can't be read and the others
 * contain no files.
 */
export async function listFiles(
  fs: FileSystem,
  sources: readonly TelemetrySource[],
): Promise<Listing> {
  const { files, failures } = await listSources(fs, sources);
  const [failure] = failures;
  if (failure && files.length === 0) {
    throw new ExportError("directoryUnreadable", failure.directory, failure.error);
  }
  const skips = new Skips<Skip>();
  for (const { directory } of failures) {
    skips.add({ file: directory, reason: "unreadableFolder" });
  }
  return { files, skips };
}

/** Returns the files whose UTC day overlaps the window. */
export function selectFiles(files: readonly TelemetryFile[], window: UtcWindow): TelemetryFile[] {
  return files.filter((file) => overlapsDay(window, file.day));
}
