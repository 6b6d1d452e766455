import type { FileSystem } from "../../stored/fileSystem";
import { isSystemError } from "../../stored/systemError";
import { untilAborted } from "../destination/untilAborted";

const FIRST_DELAY_MS = 10;

/** For so long, in all, the opening of files is tried again. */
const PATIENCE_MS = 5000;

/**
 * A file system that tries again, after longer and longer delays, to open a file when the process or
 * the machine has too many files open: other extensions of the same process open files, too. Whatever
 * keeps failing fails with that error, an abort of `signal` with its reason.
 */
export function patientFs(fs: FileSystem, signal: AbortSignal | undefined): FileSystem {
  let waited = 0;
  const open: FileSystem["promises"]["open"] = async (...args) => {
    for (let pause = FIRST_DELAY_MS; ; pause *= 2) {
      try {
        return await fs.promises.open(...args);
      } catch (error) {
        if (!hasTooManyOpen(error) || waited >= PATIENCE_MS) {
          throw error;
        }
      }
      waited += pause;
      await untilAborted(delay(pause), signal);
      signal?.throwIfAborted();
    }
  };
  const promises = Object.create(fs.promises, { open: { value: open } }) as typeof fs.promises;
  return { ...fs, promises };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function hasTooManyOpen(error: unknown): boolean {
  return isSystemError(error) && (error.code === "EMFILE" || error.code === "ENFILE");
}
