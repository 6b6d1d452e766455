import { constants } from "node:fs";
import type { MeasuredFile } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import type { Budget } from "./budget";

/** Bytes that are read at once. */
export const CHUNK_SIZE = 65_536;

/** Bytes that are read at least, behind what was measured. */
const MIN_LENGTH = 4096;

const NEWLINE = 10;

/** Opening a FIFO would wait for its writer. On Windows, which has no FIFOs, this is 0. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * Reads what was in a file when it was measured, and the rest of a line that was being written then. A file of several chunks
 * stays open while there is a place for it among `openFiles`; any other is opened for each chunk, and closed before that is
 * used. Throws what reading throws, and an error with the code `TRUNCATED` when the file has become shorter.
 */
export async function* readChunks(
  fs: FileSystem,
  file: Pick<MeasuredFile, "path" | "size">,
  openFiles: Budget,
): AsyncGenerator<Buffer, void, undefined> {
  const { path, size } = file;
  let position = 0;
  for (let isAtEnd = size === 0; !isAtEnd;) {
    const start = position;
    for await (const chunk of size > CHUNK_SIZE && openFiles.take()
      ? keptOpen(fs, path, start, openFiles)
      : openedOnce(fs, path, start, size)) {
      const lineEnd = lineEndBehind(chunk, size - position);
      position += chunk.length;
      isAtEnd = lineEnd > 0;
      yield isAtEnd ? chunk.subarray(0, lineEnd) : chunk;
      if (isAtEnd) {
        break;
      }
    }
    isAtEnd ||= position === start;
  }
  if (position < size) {
    throw Object.assign(new Error(`${path} has become shorter.`), { code: "TRUNCATED" });
  }
}

/** The chunks to the end of the file, which takes a place that is given back. */
async function* keptOpen(
  fs: FileSystem,
  path: string,
  start: number,
  openFiles: Budget,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* chunksFrom(fs, path, { start });
  } finally {
    openFiles.giveBack();
  }
}

/** The chunk that is next. */
async function* openedOnce(
  fs: FileSystem,
  path: string,
  start: number,
  size: number,
): AsyncGenerator<Buffer, void, undefined> {
  // A buffer of this length is allocated: a small file needs a small one.
  const length = Math.min(CHUNK_SIZE, Math.max(size - start, MIN_LENGTH));
  const chunks: Buffer[] = [];
  for await (const chunk of chunksFrom(fs, path, { start, end: start + length - 1 })) {
    chunks.push(chunk);
  }
  yield* chunks;
}

async function* chunksFrom(
  fs: FileSystem,
  path: string,
  range: { readonly start: number; readonly end?: number },
): AsyncGenerator<Buffer, void, undefined> {
  const handle = await fs.promises.open(path, OPEN_FLAGS);
  try {
    // What was a file when it was listed may be a FIFO now.
    if (!(await handle.stat()).isFile()) {
      throw Object.assign(new Error(`${path} is not a file.`), { code: "NOT_A_FILE" });
    }
    const options = { ...range, fd: handle, highWaterMark: CHUNK_SIZE };
    yield* fs.createReadStream(path, options) as AsyncIterable<Buffer>;
  } finally {
    await handle.close();
  }
}

/** The index behind the first line end at or behind the last of `size` bytes; 0 where the chunk has none there. */
function lineEndBehind(chunk: Buffer, size: number): number {
  return chunk.length < size ? 0 : chunk.indexOf(NEWLINE, Math.max(0, size - 1)) + 1;
}
