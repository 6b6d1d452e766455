import type { FileSystem } from "../../stored/fileSystem";
import { makeTemporaryFolder } from "../../temporary/temporaryFolder";
import type { Destination } from "./destination";
import { type Publication, openTemporaryDestination, orUnwritable } from "./temporaryDestination";

/**
 * A destination that only VS Code can write to. Text is written to a file, which `publish` copies to
 * the destination (see {@link Publication}). The file is in a new folder in `parent` that only the
 * user can access, so that nobody can replace it while it is copied. Both are then removed.
 */
export async function openStagedDestination(
  fs: FileSystem,
  name: string,
  parent: string,
  publish: Publication["publish"],
): Promise<Destination> {
  const folder = await orUnwritable(name, makeTemporaryFolder(parent));
  const close = (): Promise<void> => folder.remove();
  try {
    return await openTemporaryDestination(fs, name, folder.path, { publish, close });
  } catch (error) {
    await close();
    throw error;
  }
}
