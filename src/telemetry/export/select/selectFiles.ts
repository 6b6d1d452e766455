import type { FileSystem } from "../../stored/fileSystem";
import { listSources } from "../../stored/sources";
import type { TelemetryFile, TelemetrySource } from "../../stored/telemetryFolder";
import { ExportError } from "../errors";
import type { Skip } from "../read/skip";
import { type SkipSummary, Skips } from "../read/skips";
import { type UtcWindow, overlapsDay } from "./dateRange";

/** What file names tell, and the folders that could not be read. */
export interface Listing {
  /** By day, session and part. */
  readonly files: readonly TelemetryFile[];
  readonly skips: SkipSummary<Skip>;
}

/** Lists the files of all sources. Throws an ExportError when a folder can't be read and no other one holds a file. */
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

/** The files whose day the window touches. */
export function selectFiles(files: readonly TelemetryFile[], window: UtcWindow): TelemetryFile[] {
  return files.filter((file) => overlapsDay(window, file.day));
}
