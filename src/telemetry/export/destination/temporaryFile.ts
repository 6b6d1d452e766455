import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { type FileSystem, PRIVATE_FILE_MODE } from "../../stored/fileSystem";
import { removeAtExit, temporaryName } from "../../temporary/temporaryName";

const COPY_BYTES = 1_048_576;

/**
 * A temporary file that only the user can access. It is removed by `discard` or when the process
 * exits.
 */
export class TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
  private readonly fs: FileSystem;
  private readonly remove: () => Promise<void>;
  /** Settles when no thread is writing to the file. */
  private work: Promise<unknown> = Promise.resolve();
  private isWorking = false;

  private constructor(fs: FileSystem, path: string, handle: FileHandle) {
    this.fs = fs;
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

  /**
   * Throws if the path leads to another file or to a link. In a folder that others can write to, they
   * can give its name to a file of their own.
   */
  async assertInPlace(): Promise<void> {
    const own = await this.handle.stat({ bigint: true });
    const found = await this.fs.promises.lstat(this.path, { bigint: true });
    // On Windows, some versions of Node.js give different devices for a path and an open file
    // (https://github.com/libuv/libuv/pull/4698).
    const isSameDevice = process.platform === "win32" || found.dev === own.dev;
    if (!isSameDevice || found.ino !== own.ino) {
      throw new Error("The temporary file was replaced by another file.");
    }
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
