import { dirname, join } from "node:path";
import { PRIVATE_FILE_MODE, type FileSystem } from "../fileSystem";
import { ExportError } from "./errors";
import type { Destination } from "./destination";
import { untilAborted } from "./untilAborted";
import { removeAbandoned, temporaryName } from "./temporaryName";

/** An open file. */
export type FileHandle = Awaited<ReturnType<FileSystem["promises"]["open"]>>;

/** What makes the temporary file the destination. */
export interface Publication {
  /** Before the file is flushed to disk and closed. */
  readonly prepare?: (handle: FileHandle) => Promise<void>;
  /**
   * Afterwards, with its path. What is still there then is removed. `begin` is called before anything
   * of the destination is touched, and throws when the export was cancelled; from then on it is not.
   */
  readonly publish: (temporary: string, begin: () => void) => Promise<void>;
}

/**
 * Writes to a temporary file in `folder`, for the user alone. It is removed unless it was published,
 * also when the process exits; what a killed process left in the folder is removed here.
 *
 * @param name of the destination, for errors.
 */
export async function openTemporaryFile(
  fs: FileSystem,
  name: string,
  folder: string,
  { prepare, publish }: Publication,
): Promise<Destination> {
  await removeAbandoned(fs, folder);
  const temporary = join(folder, await temporaryName(fs));
  const handle = await told(name, fs.promises.open(temporary, "wx", PRIVATE_FILE_MODE));
  const removeAtExit = (): void => {
    fs.rmSync(temporary, { force: true });
  };
  process.once("exit", removeAtExit);
  const remove = async (): Promise<void> => {
    // What can't be removed now is abandoned as soon as this process has ended.
    await fs.promises.rm(temporary, { force: true }).catch(() => undefined);
    process.off("exit", removeAtExit);
  };
  const discard = async (): Promise<void> => {
    // Closing twice is harmless.
    await handle.close().catch(() => undefined);
    await remove();
  };
  const commit = async (begin: () => void): Promise<void> => {
    try {
      await prepare?.(handle);
      await handle.sync();
      await handle.close();
      await publish(temporary, begin);
    } finally {
      await discard();
    }
  };
  let isCommitted = false;
  return {
    write: (text) => told(name, handle.appendFile(text)),
    writeWith: (work) => told(name, work(temporary)),
    commit: async (signal) => {
      isCommitted = true;
      let isBegun = false;
      const work = commit(() => {
        signal?.throwIfAborted();
        isBegun = true;
      });
      const ended = untilAborted(work, signal).catch((error: unknown) => {
        throw isBegun && error === signal?.reason
          ? new ExportError("destinationUncertain", name)
          : error;
      });
      await told(name, ended);
    },
    // A commit that is still running when it was cancelled does it at its end.
    discard: async () => {
      if (!isCommitted) {
        await discard();
      }
    },
  };
}

/** Rejects with an ExportError about the destination `name`. */
export async function told<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ExportError
      ? error
      : new ExportError("destinationUnwritable", name, error);
  }
}

/** Makes a rename outlast a power cut, where the system knows how to flush a folder. */
export async function flushFolderOf(fs: FileSystem, path: string): Promise<void> {
  try {
    const folder = await fs.promises.open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows can't, and needn't.
  }
}
