import type { MeasuredFile } from "../../stored/fileSizes";
import type { UtcWindow } from "../select/dateRange";

/** A file as a part of a document reads it. */
export interface PartFile extends MeasuredFile {
  /** Of the events that belong to the part. */
  readonly window: UtcWindow;
  /** Whether the next part reads it, too, and tells of what is wrong with it. */
  readonly isShared: boolean;
}

/** The files of one part of a document, by day, session and part. */
export type Part = readonly PartFile[];

/** Bytes that the longer of two parts has to have less than all, so that a second thread is worth its start. */
const MIN_SAVED_BYTES = 4_000_000;

/**
 * The files as two parts, cut before the UTC day `cut`, which can be written at the same time: one behind the other, they are
 * the export. Without a day, they are one part.
 *
 * An event can lie in the file of a later day, on which it was flushed. So the first part shares the files of the second one's
 * first day, and takes from them what is earlier than that day.
 */
export function cutIntoParts(
  files: readonly MeasuredFile[],
  window: UtcWindow,
  cut?: number,
): readonly Part[] {
  return cut === undefined
    ? [partOf(files, window, -Infinity, Infinity)]
    : [partOf(files, window, -Infinity, cut), partOf(files, window, cut, Infinity)];
}

/** The day to cut before, so that the longer part is as short as can be. Undefined when that does not save much. */
export function dayToCutBefore(files: readonly MeasuredFile[]): number | undefined {
  const sizes = new Map<number, number>();
  for (const { day, size } of files) {
    sizes.set(day, (sizes.get(day) ?? 0) + size);
  }
  const total = sizeOf(files);
  let best: number | undefined;
  let bestSize = total - MIN_SAVED_BYTES;
  let before = 0;
  for (const [day, size] of sizes) {
    // Both parts read the files of the day.
    const longer = Math.max(before + size, total - before);
    if (longer <= bestSize) {
      best = day;
      bestSize = longer;
    }
    before += size;
  }
  return best;
}

/** The part of the files from the day `start` to before the day `end`. */
function partOf(
  files: readonly MeasuredFile[],
  window: UtcWindow,
  start: number,
  end: number,
): Part {
  return files
    .filter(({ day }) => day >= start && day <= end)
    .map((file) => {
      const isShared = file.day === end;
      return {
        ...file,
        isShared,
        window: isShared
          ? { ...window, end: Math.min(window.end ?? Infinity, end) }
          : file.day === start
            ? { ...window, start: Math.max(window.start ?? -Infinity, start) }
            : window,
      };
    });
}

/** Bytes of some files. */
export function sizeOf(files: readonly MeasuredFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
