import { basename } from "node:path";
import { type ProblemSummary, Problems } from "../../read/problem";
import { listFiles } from "../../sources/listFiles";
import { type MeasuredFile, measureFiles } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import { withTimeLimit } from "../../stored/timeLimit";

/**
 * What to show: the telemetry of some folders, or one file, which can be an export. Has no methods,
 * because it is sent to a thread.
 */
export type ViewedSources =
  | {
      readonly sources: readonly TelemetrySource[];
      /** Entries of a support bundle that could not be extracted. */
      readonly problems?: ProblemSummary;
    }
  | { readonly file: string };

interface ViewedFiles {
  readonly files: readonly MeasuredFile[];
  /** Files and folders that can't be read. */
  readonly problems: Problems;
}

/**
 * Returns the files with their current sizes. Throws if the file can't be read, or if a folder can't
 * be read and the others contain no files.
 */
export async function viewedFiles(fs: FileSystem, viewed: ViewedSources): Promise<ViewedFiles> {
  if ("sources" in viewed) {
    const listing = await listFiles(fs, viewed.sources);
    const problems = new Problems(viewed.problems, listing);
    const onUnreadable = (file: string, code: string | undefined): void => {
      problems.add({ file, reason: "unreadableFile", code });
    };
    const files = await measureFiles(listing.files, { fs, onUnreadable });
    return { files, problems };
  }
  const { file: path } = viewed;
  const { size } = await withTimeLimit(path, fs.promises.stat(path));
  const file = { name: basename(path), path, day: 0, extensionId: undefined, size };
  return { files: [file], problems: new Problems() };
}
