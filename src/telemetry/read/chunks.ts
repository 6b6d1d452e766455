import type { MeasuredFile } from "../stored/fileSizes";
import { type FileSystem, READ_FLAGS } from "../stored/fileSystem";
import { notAFile } from "../stored/systemError";
import { OpenFiles } from "./openFiles";

/**
 * Number of bytes that are read at once. With 65,536, exporting 100 MB as JSON took 95 MB of memory
 * in place of 51, and 6 % less time (`npm run bench -- --only 'json, 100 MB|json, 1 day'`).
 */
const CHUNK_SIZE = 32_768;

/** Bytes that are read at least, behind what was measured. */
const MIN_LENGTH = 4096;

const NEWLINE = 10;

/**
 * Reads a file up to its measured size, plus the rest of a line that was being written at that
 * time. A file of several chunks stays open if `openFiles` allows. Others are opened for each chunk
 * and closed before the chunk is used. Throws the error of reading, or an error with the code
 * `TRUNCATED` if the file has become shorter.
 */
export async function* readChunks(
  fs: FileSystem,
  file: Pick<MeasuredFile, "path" | "size">,
  openFiles = new OpenFiles(),
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

/** Reads chunks to the end of the file, then returns the file's share of `openFiles`. */
async function* keptOpen(
  fs: FileSystem,
  path: string,
  start: number,
  openFiles: OpenFiles,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* chunksFrom(fs, path, { start });
  } finally {
    openFiles.giveBack();
  }
}

/** Opens the file, reads a single chunk, and closes the file. */
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
  const handle = await fs.promises.open(path, READ_FLAGS);
  try {
    // The path may have become a FIFO since it was listed.
    if (!(await handle.stat()).isFile()) {
      throw notAFile(path);
    }
    const options = { ...range, fd: handle, highWaterMark: CHUNK_SIZE };
    yield* fs.createReadStream(path, options) as AsyncIterable<Buffer>;
  } finally {
    await handle.close();
  }
}

/**
 * Returns the index after the first line end at or after the last of `size` bytes, or 0 if the
 * chunk contains none.
 */
function lineEndBehind(chunk: Buffer, size: number): number {
  return chunk.length < size ? 0 : chunk.indexOf(NEWLINE, Math.max(0, size - 1)) + 1;
}
