const NEWLINE = 10;
export const CARRIAGE_RETURN = 13;

/**
 * Maximum length of a line in bytes, without its line end. An export holds several copies of a line
 * in memory. Extensions start a new file long before a line could get this long.
 */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Shortens lines that are too long, to limit the memory that readers need. */
export class LineLimit {
  /** Length in bytes of the current line so far. */
  private length = 0;

  /**
   * Returns the chunk without bytes beyond the limit. If the first line that ends in the chunk is
   * too long, also returns that line's length. Other lines that end in the chunk can't be too long,
   * because chunks are shorter than the limit.
   */
  apply(chunk: Buffer): { readonly kept: Buffer; readonly cutLength: number | undefined } {
    const head = firstLineEnd(chunk);
    const isEnded = head < chunk.length;
    const room = Math.max(0, MAX_LINE_BYTES - this.length);
    this.length += head;
    const isTooLong = this.length > MAX_LINE_BYTES;
    const kept = isTooLong
      ? Buffer.concat([chunk.subarray(0, Math.min(room, head)), chunk.subarray(head)])
      : chunk;
    const cutLength = isTooLong && isEnded ? this.length : undefined;
    if (isEnded) {
      this.length = chunk.length - 1 - lastLineEnd(chunk);
    }
    return { kept, cutLength };
  }

  /** Returns the length of the last line, which has no line end, if it is too long. */
  end(): number | undefined {
    return this.length > MAX_LINE_BYTES ? this.length : undefined;
  }
}

/** Returns the index of the first line end, or the chunk's length if there is none. */
function firstLineEnd(chunk: Buffer): number {
  const newline = chunk.indexOf(NEWLINE);
  const end = newline < 0 ? chunk.length : newline;
  const carriageReturn = chunk.subarray(0, end).indexOf(CARRIAGE_RETURN);
  return carriageReturn < 0 ? end : carriageReturn;
}

/** Returns the index of the last line end, or -1 if there is none. */
export function lastLineEnd(chunk: Buffer): number {
  return Math.max(chunk.lastIndexOf(NEWLINE), chunk.lastIndexOf(CARRIAGE_RETURN));
}
