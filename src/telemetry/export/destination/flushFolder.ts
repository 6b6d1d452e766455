import { dirname } from "node:path";
import type { FileSystem } from "../../stored/fileSystem";

/**
 * Flushes a folder to disk, which makes a rename in it permanent
 * (https://man7.org/linux/man-pages/man2/fsync.2.html). Does nothing if the system can't do this.
 */
export async function flushFolderOf(fs: FileSystem, path: string): Promise<void> {
  try {
    const folder = await fs.promises.open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // Flushing is an extra safeguard. The file has already been renamed.
  }
}
