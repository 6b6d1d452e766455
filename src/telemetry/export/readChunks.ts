import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { FileSystem } from "../fileSystem";
import type { MeasuredFile } from "../fileSizes";

/** Opening a FIFO would wait for its writer otherwise. Windows has neither, and there this is 0. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** Bytes that are read at once of a file that is not kept open; so much of it is held in memory. */
const PART_SIZE = 16_384;

/** Files that are kept open at once. A process may open 256 files on macOS unless told otherwise. */
const MAX_KEPT_OPEN = 32;

/** How many files are open, of all that are read at the same time. */
export class OpenFiles {
  private free = MAX_KEPT_OPEN;
  private turn: Promise<unknown> = Promise.resolve();

  /** Whether there is a place for one more file that is kept open. */
  take(): boolean {
    const isFree = this.free > 0;
    if (isFree) {
      this.free--;
    }
    return isFree;
  }

  giveBack(): void {
    this.free++;
  }

  /** Runs one after the other what opens a file for a moment. */
  inTurn<T>(read: () => Promise<T>): Promise<T> {
    const result = this.turn.then(read);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

/**
 * What was in a file when it was measured, and the rest of a line that has grown since. A file that
 * finds no place among `openFiles` is opened anew for each part. `onRead` is told of every chunk. Throws what reading throws, and an
 * error with the code `TRUNCATED` when the file has become shorter.
 */
export async function* readChunks(
  fs: FileSystem,
  { path, size }: Pick<MeasuredFile, "path" | "size">,
  openFiles: OpenFiles,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  let position = 0;
  if (size === 0) {
    return;
  }
  for await (const chunk of readToEnd(fs, path, openFiles)) {
    onRead?.(chunk.length);
    const next = position + chunk.length;
    const end = next < size ? -1 : chunk.indexOf("\n", Math.max(0, size - 1 - position));
    if (end >= 0) {
      yield chunk.subarray(0, end + 1);
      return;
    }
    yield chunk;
    position = next;
  }
  if (position < size) {
    throw Object.assign(new Error(`${path} has become shorter.`), { code: "TRUNCATED" });
  }
}

/** Bytes of a file from `start` on: at most `length`, and none at its end. */
export async function readPart(
  fs: FileSystem,
  path: string,
  start: number,
  length: number,
): Promise<Buffer> {
  const handle = await open(fs, path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* readToEnd(
  fs: FileSystem,
  path: string,
  openFiles: OpenFiles,
): AsyncGenerator<Buffer, void, undefined> {
  let position = 0;
  while (!openFiles.take()) {
    const start = position;
    const part = await openFiles.inTurn(() => readPart(fs, path, start, PART_SIZE));
    if (part.length === 0) {
      return;
    }
    yield part;
    position += part.length;
  }
  try {
    yield* stream(fs, path, position);
  } finally {
    openFiles.giveBack();
  }
}

/** The bytes of a file from `start` to its end, through one descriptor. */
async function* stream(
  fs: FileSystem,
  path: string,
  start: number,
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await open(fs, path);
  try {
    yield* fs.createReadStream(path, { fd: handle, start }) as AsyncIterable<Buffer>;
  } finally {
    await handle.close();
  }
}

/** Throws unless it is a file: what was one when it was listed may be a FIFO now. */
async function open(fs: FileSystem, path: string): Promise<FileHandle> {
  const handle = await fs.promises.open(path, OPEN_FLAGS);
  try {
    if (!(await handle.stat()).isFile()) {
      throw Object.assign(new Error(`${path} is no file.`), { code: "NOT_A_FILE" });
    }
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
