import type { FileHandle } from "node:fs/promises";
import { type FileSystem, PRIVATE_FILE_MODE } from "../../stored/fileSystem";

/** How many lines were stored completely, and the error that prevented storing the others. */
export interface AppendResult {
  readonly stored: number;
  readonly error?: unknown;
}

/**
 * Appends lines to a file. Creates the file if it doesn't exist, starting with `header`. First
 * removes an incomplete last line, for example after the disk was full, because strict readers
 * reject such a file. No other process may write to the file. Never throws.
 *
 * @param choose receives the file's size in bytes and returns the lines to append. Each line and
 *   the header must end with a newline.
 */
export async function appendLines(
  fs: FileSystem,
  path: string,
  header: string,
  choose: (size: number) => readonly string[],
): Promise<AppendResult> {
  let lines: readonly string[] = [];
  let unstored = 0;
  try {
    const file = await fs.promises.open(path, "a+", PRIVATE_FILE_MODE);
    try {
      const size = await cutTornLine(fs, path, file);
      const start = size === 0 ? header : "";
      lines = choose(size + Buffer.byteLength(start));
      const bytes = Buffer.from(start + lines.join(""));
      for (unstored = bytes.length; unstored > 0;) {
        unstored -= (await file.write(bytes, bytes.length - unstored, unstored)).bytesWritten;
      }
    } finally {
      await file.close();
    }
    return { stored: lines.length };
  } catch (error) {
    return { stored: countWhole(lines, unstored), error };
  }
}

/** Removes an incomplete last line. Returns the remaining size in bytes. */
async function cutTornLine(fs: FileSystem, path: string, file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const end = await endOfLines(file, size);
  if (end < size) {
    // `file.truncate()` fails on Windows for a file that is open for appending
    // (https://github.com/nodejs/node/issues/3177).
    await fs.promises.truncate(path, end);
  }
  return end;
}

/** Returns the offset in bytes after the last newline. */
async function endOfLines(file: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.alloc(1024);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const newline = chunk.subarray(0, bytesRead).lastIndexOf("\n");
    if (newline >= 0) {
      return start + newline + 1;
    }
    end = start;
  }
  return 0;
}

/** Returns how many lines were stored completely if the last `unstored` bytes were not. */
function countWhole(lines: readonly string[], unstored: number): number {
  let count = lines.length;
  for (let missing = unstored; missing > 0 && count > 0; count--) {
    missing -= Buffer.byteLength(lines[count - 1] ?? "");
  }
  return count;
}
