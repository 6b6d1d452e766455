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
  const found: (Range & { readonly name: string })[] = [];
  // Not matchAll: it makes a pattern of its own each time, which takes longer than to search most texts.
  for (
    let match = matchAt(pattern, text, 0);
    match;
    match = matchAt(pattern, text, pattern.lastIndex)
  ) {
    for (const [name, [start, end] = [0, 0]] of Object.entries(match.indices?.groups ?? {})) {
      if (start < end) {
        found.push({ name, start, end });
      }
    }
  }
  return found;
}
