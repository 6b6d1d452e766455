/** The byte that ends a line; in UTF-8 it is nothing else. */
export const NEWLINE = 10;

/** The index behind a part of some lines that begins at `start`: of at least `size` bytes up to the end of a line, or all. */
export function partEnd(lines: Uint8Array, start: number, size: number): number {
  return lines.indexOf(NEWLINE, start + size) + 1 || lines.length;
}
