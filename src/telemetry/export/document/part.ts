import type { MeasuredFile } from "../../stored/fileSizes";
import type { UtcWindow } from "../select/dateRange";

/** The events of a file that a part exports and counts. */
interface Portion {
  /** The time window of the events that the part exports. */
  readonly window: UtcWindow;
  /** The time window of the export. */
  readonly exportWindow: UtcWindow;
  /** Whether the next part counts the rows that this part doesn't export. */
  readonly isShared: boolean;
}

/** A file of a part. */
export interface PartFile extends MeasuredFile {
  readonly portion: Portion;
}

/** The files of one part of a document, sorted by day, session and part. */
export type Part = readonly PartFile[];

/**
 * Telemetry is split into two parts only if the longer one has at least this many bytes less than
 * the whole.
 */
const MIN_SAVED_BYTES = 4_000_000;

/**
 * Splits the files before the UTC day `cut` into two parts, which can be written at the same time
 * and form the export when joined. Returns a single part if `cut` is undefined.
 *
 * An event can be in the file of a later day, on which it was stored. So both parts read the files
 * of the day `cut`: the first part takes the events before that day, and the second part takes the
 * others.
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

/**
 * Returns the day for which the longer part is shortest, or undefined if splitting saves too
 * little.
 */
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
    // Both parts read the files of this day.
    const longer = Math.max(before + size, total - before);
    if (longer <= bestSize) {
      best = day;
      bestSize = longer;
    }
    before += size;
  }
  return best;
}

/** The files with days from `start` to `end`. Those of `end` are shared with the next part. */
function partOf(
  files: readonly MeasuredFile[],
  exportWindow: UtcWindow,
  start: number,
  end: number,
): Part {
  const { start: from = -Infinity, end: to = Infinity } = exportWindow;
  const whole = { isShared: false, exportWindow, window: exportWindow };
  const first = { ...whole, window: { ...exportWindow, start: Math.max(from, start) } };
  const shared = {
    isShared: true,
    exportWindow,
    window: { ...exportWindow, end: Math.min(to, end) },
  };
  return files
    .filter(({ day }) => day >= start && day <= end)
    .map((file) => ({
      ...file,
      portion: file.day === end ? shared : file.day === start ? first : whole,
    }));
}

/** Total size in bytes. */
export function sizeOf(files: readonly MeasuredFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}
