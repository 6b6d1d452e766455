import { type Part, sizeOf } from "./part";
import type { PartProgress } from "./writePart";

/** Receives the progress of an export several times per second. */
export type OnProgress = (progress: ExportProgress) => void;

/** The progress of an export. */
export interface ExportProgress {
  /** Events written so far. */
  readonly eventCount: number;
  /** The fraction of the stored bytes that has been read, from 0 to 1. */
  readonly fraction: number;
}

/**
 * Combines the progress of parts. Returns a function that accepts a part's index and progress, and
 * passes the total to `onProgress`.
 */
export function progressOfParts(
  parts: readonly Part[],
  onProgress: OnProgress = () => undefined,
): (index: number, progress: PartProgress) => void {
  const total = sizeOf(parts.flat().filter(({ portion }) => !portion.isShared));
  const latest: PartProgress[] = parts.map(() => ({ eventCount: 0, bytesRead: 0 }));
  return (index, progress) => {
    latest[index] = progress;
    const sum = (key: keyof PartProgress): number =>
      latest.reduce((all, part) => all + part[key], 0);
    // At most 1: a file's last line can have grown since the file was measured.
    onProgress({ eventCount: sum("eventCount"), fraction: Math.min(sum("bytesRead") / total, 1) });
  };
}
