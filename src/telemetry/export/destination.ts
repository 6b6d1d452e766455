import { randomUUID } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { parseFileName } from "../fileName";
import { isMissing } from "../systemError";
import { ExportError } from "./errors";
import { PRIVATE_FILE_MODE, type FileSystem } from "../fileSystem";

/** Where an export goes. Nothing of it can be seen there before `commit`. */
export interface Destination {
  write(text: Uint8Array): Promise<void>;
  /** Makes what was written the destination, in one step. */
  commit(): Promise<void>;
  /** Leaves the destination as it was. */
  discard(): Promise<void>;
}

/** Opens a destination, or throws an ExportError that says why it can't be written. */
export type OpenDestination = () => Promise<Destination>;

/**
 * A file of the local file system, replaced if it exists. Text goes to a temporary file beside it;
 * `commit` flushes that to disk, gives it the mode of the file that it replaces, and renames it.
 * Through a symbolic link it is the link's target that is replaced.
 *
 * @param directory the telemetry folder: no telemetry file, there or elsewhere, is ever replaced, and
 *   none is added to it.
 */
export async function openFileDestination(
  fs: FileSystem,
  path: string,
  directory: string,
): Promise<Destination> {
  const target = await resolveLinks(fs, path);
  const replaced = await statIfExists(fs, target);
  if (replaced && !replaced.isFile()) {
    throw new ExportError("destinationNotAFile", path);
  }
  if (parseFileName(basename(target)) && (replaced || (await isIn(fs, target, directory)))) {
    throw new ExportError("destinationIsTelemetry", path);
  }
  return openTemporaryFile(fs, path, dirname(target), async (temporary) => {
    if (replaced) {
      await fs.promises.chmod(temporary, replaced.mode & 0o777);
    }
    await fs.promises.rename(temporary, target);
  });
}

/**
 * A destination that Node does not reach: what was written is a finished file in `folder` when
 * `publish` is called with its path, and removed afterwards.
 */
export function openStagedDestination(
  fs: FileSystem,
  name: string,
  folder: string,
  publish: (path: string) => Promise<void>,
): Promise<Destination> {
  return openTemporaryFile(fs, name, folder, async (temporary) => {
    await publish(temporary);
    await fs.promises.rm(temporary, { force: true });
  });
}

/** @param name of the destination, for errors. */
async function openTemporaryFile(
  fs: FileSystem,
  name: string,
  folder: string,
  finish: (temporary: string) => Promise<void>,
): Promise<Destination> {
  const temporary = join(folder, `.coder-telemetry-${randomUUID()}.tmp`);
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw new ExportError("destinationUnwritable", name, error);
    }
  };
  const handle = await told(fs.promises.open(temporary, "wx", PRIVATE_FILE_MODE));
  return {
    write: (text) => told(handle.appendFile(text)),
    commit: () =>
      told(
        handle
          .sync()
          .finally(() => handle.close())
          .then(() => finish(temporary)),
      ),
    discard: async () => {
      // Closing twice is harmless, and a file that is gone is as good as removed.
      await handle.close().catch(() => undefined);
      await fs.promises.rm(temporary, { force: true });
    },
  };
}

async function resolveLinks(fs: FileSystem, path: string): Promise<string> {
  try {
    return await fs.promises.realpath(path);
  } catch {
    // It does not exist yet, but its folder does, or opening the temporary file says that it doesn't.
    const folder = await fs.promises.realpath(dirname(path)).catch(() => dirname(path));
    return join(folder, basename(path));
  }
}

async function statIfExists(
  fs: FileSystem,
  path: string,
): Promise<{ mode: number; isFile(): boolean } | undefined> {
  try {
    return await fs.promises.stat(path);
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw new ExportError("destinationUnwritable", path, error);
  }
}

async function isIn(fs: FileSystem, path: string, directory: string): Promise<boolean> {
  return dirname(path) === (await fs.promises.realpath(directory).catch(() => directory));
}
