import { type ProblemSummary, Problems } from "../../read/problem";
import type { FileSystem } from "../../stored/fileSystem";
import { listSources } from "../../stored/sources";
import { codeOf } from "../../stored/systemError";
import type { TelemetryFile, TelemetrySource } from "../../stored/telemetryFolder";
import { ExportError } from "../errors";
import { type UtcWindow, overlapsDay } from "./dateRange";

/** The listed files, and the folders that could not be read. */
export interface Listing extends ProblemSummary {
  /** Sorted by day, session and part. */
  readonly files: readonly TelemetryFile[];
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
  const found = new Problems();
  for (const { directory, error } of failures) {
    found.add({ file: directory, reason: "unreadableFolder", code: codeOf(error) });
  }
  const { problems, problemCounts } = found;
  return { files, problems, problemCounts };
}

/** Returns the files whose UTC day overlaps the window. */
export function selectFiles(files: readonly TelemetryFile[], window: UtcWindow): TelemetryFile[] {
  return files.filter((file) => overlapsDay(window, file.day));
}
