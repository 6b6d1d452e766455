// Reading a text from one of its characters on.

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

/** A part of a text without the characters around it that are of a kind. */
export function trimRange(
  text: string,
  start: number,
  end: number,
  edge: RegExp,
): { readonly start: number; readonly end: number } {
  let [from, to] = [start, end];
  while (from < to && edge.test(text.charAt(from))) {
    from++;
  }
  while (to > from && edge.test(text.charAt(to - 1))) {
    to--;
  }
  return { start: from, end: to };
}
