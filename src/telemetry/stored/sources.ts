import { basename, dirname, join } from "node:path";
import type { FileSystem } from "./fileSystem";
import {
  type ListedFolder,
  type TelemetryFile,
  type TelemetrySource,
  compareFiles,
  listTelemetryFiles,
  listTelemetryFolder,
} from "./telemetryFolder";
import { withTimeLimit } from "./timeLimit";

/** This extension, which files each event under its own day. */
export const OWN_EXTENSION = "coder.coder-telemetry";

/**
 * The Coder extension, which stores telemetry in the same format and in the same global storage.
 */
export const CODER_EXTENSION = "coder.coder-remote";

/** This extension's telemetry folder and the Coder extension's, whether or not they exist. */
export function storedSources(ownDirectory: string): readonly TelemetrySource[] {
  const globalStorage = dirname(dirname(ownDirectory));
  const directory = join(globalStorage, CODER_EXTENSION, "telemetry");
  return [
    { directory: ownDirectory, name: OWN_EXTENSION, extensionId: OWN_EXTENSION },
    { directory, name: CODER_EXTENSION, extensionId: CODER_EXTENSION },
  ];
}

/**
 * A folder that the user chose. If it is in VS Code's global storage, its path contains the ID of
 * the extension that writes it.
 */
export function chosenSource(directory: string): TelemetrySource {
  const parent = basename(dirname(directory));
  const extensionId = [OWN_EXTENSION, CODER_EXTENSION].find((id) => id === parent);
  return { directory, extensionId };
}

/**
 * The telemetry files of several folders, sorted by day, session and part, and the folders that
 * could not be read.
 */
export interface ListedFiles extends ListedFolder {
  readonly failures: readonly { readonly directory: string; readonly error: unknown }[];
}

/**
 * Lists the files of all sources. A missing folder has no files. A folder that doesn't answer is a
 * failure. If links make two sources the same
 * folder, its files are listed once.
 */
export async function listSources(
  fs: FileSystem,
  sources: readonly TelemetrySource[],
): Promise<ListedFiles> {
  const lists: TelemetryFile[][] = [];
  const misnamed: string[] = [];
  const failures: { directory: string; error: unknown }[] = [];
  const listed = new Set<string>();
  for (const source of sources) {
    const { directory } = source;
    try {
      const path = await withTimeLimit(directory, realPath(fs, directory));
      if (!listed.has(path)) {
        listed.add(path);
        const folder = await withTimeLimit(directory, listTelemetryFolder(fs, source));
        lists.push(folder.files);
        misnamed.push(...folder.misnamed);
      }
    } catch (error) {
      failures.push({ directory, error });
    }
  }
  return { files: lists.flat().sort(compareFiles), misnamed, failures };
}

/**
 * The files that this extension may delete. None if its folder is a link to the Coder extension's
 * folder. Throws if its folder can't be read or doesn't answer.
 */
export async function listOwnFiles(
  fs: FileSystem,
  ownDirectory: string,
): Promise<readonly TelemetryFile[]> {
  return withTimeLimit(ownDirectory, listUnlessShared(fs, ownDirectory));
}

async function listUnlessShared(
  fs: FileSystem,
  ownDirectory: string,
): Promise<readonly TelemetryFile[]> {
  const others = storedSources(ownDirectory).slice(1);
  const taken = await Promise.all(others.map(({ directory }) => realPath(fs, directory)));
  return taken.includes(await realPath(fs, ownDirectory))
    ? []
    : listTelemetryFiles(fs, { directory: ownDirectory });
}

async function realPath(fs: FileSystem, directory: string): Promise<string> {
  // If the path can't be resolved, reading the folder reports the error.
  return fs.promises.realpath(directory).catch(() => directory);
}
