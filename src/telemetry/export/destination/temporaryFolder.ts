import * as fs from "node:fs";
import { join } from "node:path";
import { PRIVATE_FOLDER_MODE } from "../../stored/fileSystem";
import { removeAbandoned, temporaryName } from "./temporaryName";

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
  const removeAtExit = (): void => {
    fs.rmSync(path, { recursive: true, force: true });
  };
  process.once("exit", removeAtExit);
  const remove = async (): Promise<void> => {
    // What can't be removed now is abandoned as soon as this process has ended.
    await fs.promises.rm(path, { recursive: true, force: true }).catch(() => undefined);
    process.off("exit", removeAtExit);
  };
  return { path, remove };
}
