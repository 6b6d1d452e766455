import { type Part, sizeOf } from "./part";
import type { PartProgress } from "./writePart";

/** Is told how far an export is, often enough to be shown. */
export type OnProgress = (progress: ExportProgress) => void;

/** How far an export is. */
export interface ExportProgress {
  /** Events written so far. */
  readonly eventCount: number;
  /** The part of the stored bytes that is read, from 0 to 1. */
  readonly fraction: number;
}

/** Is told how far the part of an index is; `onProgress` is told of all parts together. */
export function progressOfParts(
  parts: readonly Part[],
  onProgress: OnProgress = () => undefined,
): (index: number, progress: PartProgress) => void {
  const total = sizeOf(parts.flat().filter(({ isShared }) => !isShared));
  const latest: PartProgress[] = parts.map(() => ({ eventCount: 0, bytesRead: 0 }));
  return (index, progress) => {
    latest[index] = progress;
    const sum = (key: keyof PartProgress): number =>
      latest.reduce((all, part) => all + part[key], 0);
    // The last line of a file can have grown since it was measured.
    onProgress({ eventCount: sum("eventCount"), fraction: Math.min(sum("bytesRead") / total, 1) });
  };
}
