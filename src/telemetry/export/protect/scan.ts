// Reading a text from one of its characters on.

/** A part of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The match of a pattern that is sticky (it begins at `start`) or global (at `start` or later), whatever it was used for before.
 */
export function matchAt(pattern: RegExp, text: string, start: number): RegExpExecArray | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text) ?? undefined;
}

/** Where the match of a sticky pattern ends; `start` when there is none. */
export function endOf(pattern: RegExp, text: string, start: number): number {
  return start + (matchAt(pattern, text, start)?.[0].length ?? 0);
}

/** The named groups of a pattern wherever it matches; it must have the flags `d` and `g`. Empty groups are left out. */
export function groupsIn(text: string, pattern: RegExp): (Range & { readonly name: string })[] {
  return Array.from(text.matchAll(pattern), ({ indices }) =>
    Object.entries(indices?.groups ?? {}).flatMap(([name, [start, end] = [0, 0]]) =>
      start < end ? [{ name, start, end }] : [],
    ),
  ).flat();
}
