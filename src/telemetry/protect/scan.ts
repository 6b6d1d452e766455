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

/**
 * All that a global pattern finds: its group, or the whole match when it has none. The group must end where the match does:
 * the flag `d`, which tells where a group is, takes four times as long.
 */
export function findAll(text: string, pattern: RegExp): Range[] {
  const found: Range[] = [];
  // Not matchAll: it makes a pattern of its own each time, which takes longer than to search most texts.
  for (
    let match = matchAt(pattern, text, 0);
    match;
    match = matchAt(pattern, text, pattern.lastIndex)
  ) {
    const end = match.index + match[0].length;
    found.push({ start: end - (match[1] ?? match[0]).length, end });
  }
  return found;
}
