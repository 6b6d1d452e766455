import * as fs from "node:fs";
import { join } from "node:path";
import { PRIVATE_FOLDER_MODE } from "../stored/fileSystem";
import { removeAbandoned, removeAtExit, temporaryName } from "./temporaryName";

/** A temporary folder. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes the folder and its contents. Never throws. */
  remove(): Promise<void>;
}

/**
 * Creates a folder in `parent` that only the user can access. It is removed when the process exits,
 * if not earlier. First removes temporary folders of killed processes from `parent`.
 */
export async function makeTemporaryFolder(parent: string): Promise<TemporaryFolder> {
  await removeAbandoned(fs, parent);
  const path = join(parent, await temporaryName(fs));
  await fs.promises.mkdir(path, { mode: PRIVATE_FOLDER_MODE });
  return { path, remove: removeAtExit(fs, path, { recursive: true }) };
}
