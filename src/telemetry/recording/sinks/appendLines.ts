import type { FileHandle } from "node:fs/promises";
import { type FileSystem, PRIVATE_FILE_MODE } from "../../stored/fileSystem";

/** What came of an append: how many lines are stored whole, and why the others are not. */
export interface AppendResult {
  readonly stored: number;
  readonly error?: unknown;
}

/**
 * Appends lines to a file, which is created if it does not exist, and begins with `header`. A last line
 * that was left half-written (a full disk) is cut off first: readers that are strict would refuse it
 * with all that follows. No one else may be writing the file. Never throws.
 *
 * @param choose the lines to append, from the bytes that stand before them. Each ends with a newline,
 *   as the header does.
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

/** Cuts off what follows the last newline. Returns the bytes that are left. */
async function cutTornLine(fs: FileSystem, path: string, file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const end = await endOfLines(file, size);
  if (end < size) {
    // By its path: Windows cuts no file that is open for appending alone.
    await fs.promises.truncate(path, end);
  }
  return end;
}

/** Where the last whole line of a file ends. */
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

/** How many lines are stored whole when so many bytes at their end are not. */
function countWhole(lines: readonly string[], unstored: number): number {
  let count = lines.length;
  for (let missing = unstored; missing > 0 && count > 0; count--) {
    missing -= Buffer.byteLength(lines[count - 1] ?? "");
  }
  return count;
}
