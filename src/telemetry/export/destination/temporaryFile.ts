import { createHash } from "node:crypto";
import { join } from "node:path";
import { untilAborted } from "../../read/untilAborted";
import { type FileSystem, PRIVATE_FILE_MODE } from "../../stored/fileSystem";
import { removeAbandoned, removeAtExit, temporaryName } from "../../temporary/temporaryName";
import { ExportError } from "../exportError";
import { assertInPlace } from "./assertInPlace";
import type { Destination } from "./destination";

/** An open file. */
export type FileHandle = Awaited<ReturnType<FileSystem["promises"]["open"]>>;

/**
 * A temporary file that only the user can access. It is removed by `discard` or when the process
 * exits.
 */
class TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
  private readonly remove: () => Promise<void>;
  /** Settles when no thread is writing to the file. */
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

  /**
   * Calls `work` with the descriptor, for writing on another thread. `work` must settle only after
   * the thread has ended.
   */
  writeWith<T>(work: (descriptor: number) => Promise<T>): Promise<T> {
    this.isWorking = true;
    const working = work(this.handle.fd).finally(() => (this.isWorking = false));
    this.work = working.catch(() => undefined);
    return working;
  }

  /** Appends the file's content to another file. */
  async appendTo(target: FileHandle): Promise<void> {
    for await (const chunk of this.content()) {
      await target.appendFile(chunk);
    }
  }

  /** Returns the SHA-256 of the file's content in hexadecimal. */
  async digest(signal: AbortSignal | undefined): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of this.content()) {
      signal?.throwIfAborted();
      hash.update(chunk);
    }
    return hash.digest("hex");
  }

  /** The content in chunks that are only valid until the next one. */
  private async *content(): AsyncGenerator<Buffer, void, undefined> {
    const buffer = Buffer.alloc(COPY_BYTES);
    for (let position = 0; ;) {
      const { bytesRead } = await this.handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  }

  /** Never throws. */
  async discard(): Promise<void> {
    const closing = this.work.then(() => this.handle.close()).catch(() => undefined);
    // A thread that is still writing uses the descriptor. Closing it would let the system reuse its
    // number for another file (https://man7.org/linux/man-pages/man2/close.2.html).
    if (!this.isWorking) {
      await closing;
    }
    await this.remove();
  }
}

const COPY_BYTES = 1_048_576;

/** How a temporary file becomes the destination. */
export interface Publication {
  /** Called before the file is flushed to disk and closed. */
  readonly prepare?: (handle: FileHandle) => Promise<void>;
  /**
   * Called with the path of the closed file, which is removed afterwards if it still exists. It
   * must call `begin` before it changes the destination. `begin` throws if the export was canceled.
   * After `begin`, the export can no longer be canceled.
   */
  readonly publish: (temporary: string, begin: () => void) => Promise<void>;
  /** Called when the file has been removed. Must never throw. */
  readonly close?: () => Promise<void>;
}

/**
 * Opens a destination that is a temporary file in `folder` until it is published. First removes
 * temporary files of killed processes from the folder.
 *
 * @param name the destination's name in errors.
 */
export async function openTemporaryFile(
  fs: FileSystem,
  name: string,
  folder: string,
  { prepare, publish, close }: Publication,
): Promise<Destination> {
  await removeAbandoned(fs, folder);
  const file = await told(name, TemporaryFile.open(fs, folder));
  const parts: TemporaryFile[] = [];
  let isDiscarded = false;
  const discard = async (): Promise<void> => {
    isDiscarded = true;
    await Promise.all([file, ...parts].map((each) => each.discard()));
    await close?.();
  };
  const commit = async (begin: () => void): Promise<void> => {
    try {
      await prepare?.(file.handle);
      await file.handle.sync();
      await assertInPlace(fs, file.path, file.handle);
      await file.handle.close();
      await publish(file.path, begin);
    } finally {
      await discard();
    }
  };
  let isCommitted = false;
  return {
    write: (data) => told(name, file.handle.appendFile(data)),
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
    digest: (signal) => told(name, file.digest(signal)),
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
    // During a commit, the commit itself discards the file at its end.
    discard: async () => {
      if (!isCommitted) {
        await discard();
      }
    },
  };
}

/** Replaces errors of `work` with an ExportError about the destination `name`. */
export async function told<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ExportError
      ? error
      : new ExportError("destinationUnwritable", name, error);
  }
}
