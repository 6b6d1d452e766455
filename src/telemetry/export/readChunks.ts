import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { Budget } from "./budget";
import type { FileSystem } from "../fileSystem";
import { NEWLINE } from "./lineEnds";
import type { MeasuredFile } from "../fileSizes";

/** Opening a FIFO would wait for its writer otherwise. Windows has neither, and there this is 0. */
export const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** Bytes that are read at once of a file that is not kept open; so much of it is held in memory. */
const PART_SIZE = 16_384;

/** Bytes of the beginning of a file, which is read by itself; smaller files are read without a stream. */
export const HEAD_SIZE = 32_768;

/**
 * Bytes of each chunk of a stream: each takes a thread of Node.js's to wake, which can cost more than to read it, and larger ones
 * more memory the longer an export runs.
 */
const CHUNK_SIZE = 65_536;

/** Files that are kept open at once. A process may open 256 files on macOS unless told otherwise. */
const MAX_KEPT_OPEN = 32;

/** Files that are opened for a moment at once: as many as Node.js reads at once. */
const MAX_OPENED = 4;

/** What is open, of all files that are read at the same time. */
export class OpenFiles {
  /** Places for files that are kept open. */
  readonly places = new Budget(MAX_KEPT_OPEN);
  private readonly turns: Promise<unknown>[] = Array.from({ length: MAX_OPENED }, () =>
    Promise.resolve(),
  );

  /** Runs what opens a file for a moment, when it is its turn. */
  inTurn<T>(read: () => Promise<T>): Promise<T> {
    const before = this.turns.shift() ?? Promise.resolve();
    const result = before.then(read);
    this.turns.push(result.catch(() => undefined));
    return result;
  }
}

/**
 * What was in a file when it was measured, each chunk in memory of its own, and the rest of a line that has grown
 * since. For its beginning no file is kept open; one that finds no place among `openFiles` is opened anew for each part.
 * `onRead` is told of every chunk. Throws what reading throws, and an error with the code `TRUNCATED` when the file has
 * become shorter. All in one generator: one that hands on what another gives makes several objects for each chunk.
 */
export async function* readChunks(
  fs: FileSystem,
  { path, size }: Pick<MeasuredFile, "path" | "size">,
  openFiles: OpenFiles,
  onRead?: (bytes: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  let position = 0;
  let isComplete = size === 0;
  /** What counts of the next chunk, whose memory is another's from then on. */
  const counted = (chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    onRead?.(chunk.length);
    const start = position;
    position += chunk.length;
    const end = position < size ? -1 : chunk.indexOf(NEWLINE, Math.max(0, size - 1 - start));
    isComplete = end >= 0;
    return isComplete ? chunk.subarray(0, end + 1) : chunk;
  };
  let isAtEnd = isComplete;
  // Of a small file a byte more than there was: less is all that there is now.
  let partSize = Math.min(size + 1, HEAD_SIZE);
  while (!isAtEnd && (position === 0 || !openFiles.places.take())) {
    const [start, length] = [position, partSize];
    const part = await openFiles.inTurn(() => readPart(fs, path, start, length));
    const chunk = counted(part);
    isAtEnd = isComplete || part.length === 0 || (part.length < length && position >= size);
    partSize = PART_SIZE;
    yield chunk;
  }
  if (!isAtEnd) {
    try {
      const handle = await open(fs, path);
      try {
        const stream = fs.createReadStream(path, {
          fd: handle,
          start: position,
          highWaterMark: CHUNK_SIZE,
        }) as AsyncIterable<Buffer<ArrayBuffer>>;
        for await (const chunk of stream) {
          yield counted(chunk);
          if (isComplete) {
            return;
          }
        }
      } finally {
        await handle.close();
      }
    } finally {
      openFiles.places.giveBack();
    }
  }
  if (position < size) {
    throw Object.assign(new Error(`${path} has become shorter.`), { code: "TRUNCATED" });
  }
}

/** Bytes of a file from `start` on: at most `length`, and none at its end. */
async function readPart(
  fs: FileSystem,
  path: string,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(fs, path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, start);
    return buffer.subarray(0, bytesRead);
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
