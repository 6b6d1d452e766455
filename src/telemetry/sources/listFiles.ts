import { type ProblemSummary, Problems } from "../read/problem";
import type { FileSystem } from "../stored/fileSystem";
import { listSources } from "../stored/sources";
import { codeOf } from "../stored/systemError";
import type { TelemetryFile, TelemetrySource } from "../stored/telemetryFolder";
import { SourceError } from "./sourceError";

/** The listed files, and the folders and files that could not be read. */
export interface Listing extends ProblemSummary {
  /** Sorted by day, session and part. */
  readonly files: readonly TelemetryFile[];
}

/**
 * Lists the files of all sources. Throws a SourceError if a folder can't be read and the others
 * contain no files.
 */
export async function listFiles(
  fs: FileSystem,
  sources: readonly TelemetrySource[],
): Promise<Listing> {
  const { files, misnamed, failures } = await listSources(fs, sources);
  const [failure] = failures;
  if (failure && files.length === 0) {
    throw new SourceError("directoryUnreadable", failure.directory, failure.error);
  }
  const found = new Problems();
  for (const { directory, error } of failures) {
    found.add({ file: directory, reason: "unreadableFolder", code: codeOf(error) });
  }
  for (const file of misnamed) {
    found.add({ file, reason: "misnamedFile" });
  }
  const { problems, problemCounts } = found;
  return { files, problems, problemCounts };
}
