import * as fs from "node:fs";
import { join } from "node:path";
import { PRIVATE_FOLDER_MODE } from "../../stored/fileSystem";
import { removeAbandoned, removeAtExit, temporaryName } from "./temporaryName";

/** A folder that is there for a while. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it. Never throws. */
  remove(): Promise<void>;
}

/**
 * Makes a folder in `parent`, for the user alone. It is removed at the latest when the process exits; what
 * a killed process left in `parent` is removed here.
 */
export async function makeTemporaryFolder(parent: string): Promise<TemporaryFolder> {
  await removeAbandoned(fs, parent);
  const path = join(parent, await temporaryName(fs));
  await fs.promises.mkdir(path, { mode: PRIVATE_FOLDER_MODE });
  return { path, remove: removeAtExit(fs, path, { recursive: true }) };
}
