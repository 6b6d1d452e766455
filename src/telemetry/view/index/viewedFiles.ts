import { basename } from "node:path";
import { listFiles } from "../../export/select/selectFiles";
import { type MeasuredFile, measureFiles } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import type { TelemetrySource } from "../../stored/telemetryFolder";

/** What to show: the telemetry of some folders, or one file, which can be an export. */
export type ViewedSources =
  { readonly sources: readonly TelemetrySource[] } | { readonly file: string };

/** Returns the files with their current sizes. Throws if the file or the folders can't be read. */
export async function viewedFiles(
  fs: FileSystem,
  viewed: ViewedSources,
): Promise<readonly MeasuredFile[]> {
  if ("sources" in viewed) {
    const listing = await listFiles(fs, viewed.sources);
    return measureFiles(listing.files, { fs, onUnreadable: () => undefined });
  }
  const { file: path } = viewed;
  const { size } = await fs.promises.stat(path);
  return [{ name: basename(path), path, day: 0, extensionId: undefined, size }];
}
