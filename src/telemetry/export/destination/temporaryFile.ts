import { dirname, join } from "node:path";
import { type FileSystem, PRIVATE_FILE_MODE } from "../../stored/fileSystem";
import { ExportError } from "../errors";
import type { Destination } from "./destination";
import { removeAbandoned, removeAtExit, temporaryName } from "./temporaryName";
import { untilAborted } from "./untilAborted";

/** An open file. */
export type FileHandle = Awaited<ReturnType<FileSystem["promises"]["open"]>>;

/** A temporary file, for the user alone. It is removed when it is discarded or the process exits. */
class TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
  private readonly remove: () => Promise<void>;
  /** Settles when no thread writes to the file any more. */
  private work: Promise<unknown> = Promise.resolve();
  private isWorking = false;

  private constructor(fs: FileSystem, path: string, handle: FileHandle) {
    this.path = path;
    this.handle = handle;
    this.remove = removeAtExit(fs, path);
  }

  static async open(fs: FileSystem, folder: string): Promise<TemporaryFile> {
    const path = join(folder, await temporaryName(fs));
    return new TemporaryFile(fs, path, await fs.promises.open(path, "wx+", PRIVATE_FILE_MODE));
  }

  /** Has `work` write on another thread, to the open file of a descriptor. It settles when that thread has ended. */
  writeWith<T>(work: (descriptor: number) => Promise<T>): Promise<T> {
    this.isWorking = true;
    const working = work(this.handle.fd).finally(() => (this.isWorking = false));
    this.work = working.catch(() => undefined);
    return working;
  }

  /** Appends what is in this file to another one. */
  async appendTo(target: FileHandle): Promise<void> {
    const buffer = Buffer.alloc(COPY_BYTES);
    for (let position = 0; ;) {
      const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) {
        return;
      }
      await target.appendFile(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  }

  /** Never throws. */
  async discard(): Promise<void> {
    const closing = this.work.then(() => this.handle.close()).catch(() => undefined);
    // While a thread still writes, the descriptor stays open: its number would soon be another file's.
    if (!this.isWorking) {
      await closing;
    }
    await this.remove();
  }
}

const COPY_BYTES = 1_048_576;

/** What makes a temporary file the destination. */
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
 * A destination that is a temporary file in `folder` until it is published. What a killed process left in the folder is
 * removed first.
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
  const file = await told(name, TemporaryFile.open(fs, folder));
  const parts: TemporaryFile[] = [];
  let isDiscarded = false;
  const discard = async (): Promise<void> => {
    isDiscarded = true;
    await Promise.all([file, ...parts].map((each) => each.discard()));
  };
  const commit = async (begin: () => void): Promise<void> => {
    try {
      await prepare?.(file.handle);
      await file.handle.sync();
      await file.handle.close();
      await publish(file.path, begin);
    } finally {
      await discard();
    }
  };
  let isCommitted = false;
  return {
    write: (text) => told(name, file.handle.appendFile(text)),
    writeWith: (work) => told(name, file.writeWith(work)),
    openPart: async () => {
      const part = await told(name, TemporaryFile.open(fs, folder));
      parts.push(part);
      if (isDiscarded) {
        await part.discard();
        throw new ExportError("destinationUnwritable", name);
      }
      return {
        writeWith: (work) => told(name, part.writeWith(work)),
        append: async () => {
          await told(name, part.appendTo(file.handle));
          await part.discard();
        },
      };
    },
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
