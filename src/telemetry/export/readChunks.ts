import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { FileSystem } from "../fileSystem";
import type { MeasuredFile } from "../fileSizes";

/** Opening a FIFO would wait for its writer otherwise. Windows has neither, and there this is 0. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** Bytes that are read at once of a file that is not kept open; so much of it is held in memory. */
const PART_SIZE = 16_384;

/**
 * Bytes of the largest file that is read in one piece, without a stream; and of the beginning that is looked at of
 * any file: many usual rows.
 */
const HEAD_SIZE = 32_768;

/** Bytes of beginnings that are kept until their files are read, which spares opening a small file again. */
const MAX_KEPT_HEADS = 8 * 1024 * 1024;

/** Bytes of each chunk of a stream. */
const CHUNK_SIZE = 131_072;

/** Files that are kept open at once. A process may open 256 files on macOS unless told otherwise. */
const MAX_KEPT_OPEN = 32;

/** What is open and what is kept, of all files that are read at the same time. */
export class OpenFiles {
  private free = MAX_KEPT_OPEN;
  private readonly heads = new Map<string, Buffer>();
  private headBytes = 0;
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

  /** The beginning of a file. That of a small file is kept until {@link takeHead} if there is room. */
  async readHead(fs: FileSystem, file: Pick<MeasuredFile, "path" | "size">): Promise<Buffer> {
    const head = await readPart(fs, file.path, 0, headSize(file));
    if (isSmall(file) && this.headBytes + head.length <= MAX_KEPT_HEADS) {
      this.headBytes += head.length;
      this.heads.set(file.path, head);
    }
    return head;
  }

  takeHead(path: string): Buffer | undefined {
    const head = this.heads.get(path);
    this.heads.delete(path);
    this.headBytes -= head?.length ?? 0;
    return head;
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
  file: Pick<MeasuredFile, "path" | "size">,
  openFiles: OpenFiles,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const { path, size } = file;
  let position = 0;
  if (size === 0) {
    return;
  }
  for await (const chunk of readToEnd(fs, file, openFiles)) {
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

function isSmall({ size }: Pick<MeasuredFile, "size">): boolean {
  return size < HEAD_SIZE;
}

/** Of a small file a byte more than there was: less is all that there is now. */
function headSize({ size }: Pick<MeasuredFile, "size">): number {
  return Math.min(size + 1, HEAD_SIZE);
}

/** Bytes of a file from `start` on: at most `length`, and none at its end. */
async function readPart(
  fs: FileSystem,
  path: string,
  start: number,
  length: number,
): Promise<Buffer> {
  const handle = await open(fs, path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* readToEnd(
  fs: FileSystem,
  file: Pick<MeasuredFile, "path" | "size">,
  openFiles: OpenFiles,
): AsyncGenerator<Buffer, void, undefined> {
  const { path } = file;
  let position = 0;
  if (isSmall(file)) {
    const length = headSize(file);
    const whole =
      openFiles.takeHead(path) ?? (await openFiles.inTurn(() => readPart(fs, path, 0, length)));
    yield whole;
    if (whole.length < length) {
      return;
    }
    position = whole.length;
  }
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
    yield* fs.createReadStream(path, {
      fd: handle,
      start,
      highWaterMark: CHUNK_SIZE,
    }) as AsyncIterable<Buffer>;
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
