import type { FileSystem } from "../stored/fileSystem";
import { isSystemError } from "../stored/systemError";
import { untilAborted } from "./untilAborted";

const FIRST_DELAY_MS = 10;

/** Maximum total time for repeated attempts to open files. */
const PATIENCE_MS = 5000;

/**
 * Returns a file system that repeats opening a file, with increasing delays, if the process or the
 * machine has too many open files. Other extensions in the same process also open files. If opening
 * still fails, throws the last error. If `signal` aborts, throws its reason.
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
