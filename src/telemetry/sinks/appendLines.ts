import type { FileHandle } from "node:fs/promises";
import { PRIVATE_FILE_MODE, type FileSystem } from "../fileSystem";

/** What came of an append: how many lines are stored whole, and why the others are not. */
export interface AppendResult {
  readonly stored: number;
  readonly error?: unknown;
}

/**
 * Appends lines, each of which ends with a newline, to a file, which is created if it does not exist.
 * A last line that was left half-written (a crash, a full disk) is first closed with a newline, so that
 * it costs itself alone. Never throws.
 */
export async function appendLines(
  fs: FileSystem,
  path: string,
  lines: readonly string[],
): Promise<AppendResult> {
  let written = 0;
  let prefix = 0;
  try {
    const file = await fs.promises.open(path, "a+", PRIVATE_FILE_MODE);
    try {
      const closing = (await endsInTheMiddle(file)) ? "\n" : "";
      prefix = closing.length;
      const bytes = Buffer.from(closing + lines.join(""));
      while (written < bytes.length) {
        written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
      }
    } finally {
      await file.close();
    }
    return { stored: lines.length };
  } catch (error) {
    return { stored: countWhole(lines, written - prefix), error };
  }
}

async function endsInTheMiddle(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) {
    return false;
  }
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== 0x0a;
}

function countWhole(lines: readonly string[], bytes: number): number {
  let end = 0;
  const firstTorn = lines.findIndex((line) => (end += Buffer.byteLength(line)) > bytes);
  return firstTorn < 0 ? lines.length : firstTorn;
}
