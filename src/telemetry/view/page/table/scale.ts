// A table of a million rows is higher than an element can be. So the scrolled element has a limited
// height, and its scroll position is scaled to the rows.

/**
 * In physical pixels, an element in Chromium is at most 2^31 / 64 = 33,554,432 high (LayoutUnit,
 * https://trac.webkit.org/wiki/LayoutUnit). This allows for a device pixel ratio of 3.
 */
const MAX_HEIGHT = 10_000_000;

export interface Scale {
  /** Height of the scrolled element in pixels. */
  readonly height: number;
  /** Pixels of rows for each scrolled pixel. */
  readonly ratio: number;
}

/** Returns the scale for rows of `rowsHeight` pixels in all, of which `viewHeight` are visible. */
export function scaleOf(rowsHeight: number, viewHeight: number): Scale {
  const height = Math.min(rowsHeight, MAX_HEIGHT);
  const ratio = height > viewHeight ? (rowsHeight - viewHeight) / (height - viewHeight) : 1;
  return { height, ratio };
}

/** The first and the last row that are visible at a scroll position, and where row 0 would be. */
export interface Window {
  readonly first: number;
  readonly last: number;
  /** Position of row 0 in the scrolled element. Negative where the scale is not 1. */
  readonly origin: number;
}

export function windowAt(
  scrollTop: number,
  { viewHeight, rowHeight, count }: { viewHeight: number; rowHeight: number; count: number },
): Window {
  const { ratio } = scaleOf(count * rowHeight, viewHeight);
  const offset = scrollTop * ratio;
  const first = Math.max(0, Math.min(count - 1, Math.floor(offset / rowHeight)));
  const last = Math.min(count - 1, Math.floor((offset + viewHeight) / rowHeight));
  return { first, last, origin: scrollTop - offset };
}

/** Returns the scroll position closest to `scrollTop` that shows the whole row. */
export function scrollToShow(
  row: number,
  scrollTop: number,
  { viewHeight, rowHeight, count }: { viewHeight: number; rowHeight: number; count: number },
): number {
  const { ratio } = scaleOf(count * rowHeight, viewHeight);
  const offset = scrollTop * ratio;
  const lowest = (row + 1) * rowHeight - viewHeight;
  const shown = Math.max(lowest, Math.min(row * rowHeight, offset));
  return shown === offset ? scrollTop : shown / ratio;
}
