import type { FileHandle } from "node:fs/promises";
import type { FileSystem } from "../../stored/fileSystem";

/**
 * Throws if the path of an open file leads to another file or to a link. In a folder that others can
 * write to, they can give its name to a file of their own.
 */
export async function assertInPlace(
  fs: FileSystem,
  path: string,
  handle: FileHandle,
): Promise<void> {
  const own = await handle.stat({ bigint: true });
  const found = await fs.promises.lstat(path, { bigint: true });
  // On Windows, some versions of Node.js give different devices for a path and an open file
  // (https://github.com/libuv/libuv/pull/4698).
  const isSameDevice = process.platform === "win32" || found.dev === own.dev;
  if (!isSameDevice || found.ino !== own.ino) {
    throw new Error("The temporary file was replaced by another file.");
  }
}
