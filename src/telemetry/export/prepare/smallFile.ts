import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { OPEN_FLAGS } from "../readChunks";

/** A file whose lines fit into one piece. */
export interface SmallFile {
  readonly path: string;
  /** In bytes, when it was measured. */
  readonly size: number;
  /** Id of the extension that wrote it, where that is known. */
  readonly extensionId: string | undefined;
}

/**
 * What is in a small file; undefined when it is not as it was measured, or can't be read. It waits for the disk, so it is for
 * threads alone: each of its steps would take one thread of Node.js's pool to wake, which costs more than the step.
 */
export function readSmallFile({ path, size }: SmallFile): Uint8Array<ArrayBuffer> | undefined {
  try {
    const descriptor = openSync(path, OPEN_FLAGS);
    try {
      const stats = fstatSync(descriptor);
      const bytes = new Uint8Array(size);
      const isAsMeasured = stats.isFile() && stats.size === size;
      return isAsMeasured && readSync(descriptor, bytes, 0, size, 0) === size ? bytes : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
