const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/**
 * Bytes of the longest line that is read, without its line end. A line is held in memory as a whole, its event several times
 * over. Extensions begin a new file long before a line becomes that long.
 */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Cuts lines that are too long out of what comes in chunks, so that no reader has to hold them. */
export class LineLimit {
  /** Bytes so far of the line that has not ended. */
  private length = 0;

  /**
   * The chunk without what goes beyond the limit, and the length of the line that ends first in it, if that is too
   * long. Chunks are shorter than the limit, so no other line that ends in them can be.
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

  /** The length of the last line, which has no line end, if it is too long. */
  end(): number | undefined {
    return this.length > MAX_LINE_BYTES ? this.length : undefined;
  }
}

/** The length of the chunk where no line ends in it. */
function firstLineEnd(chunk: Buffer): number {
  const newline = chunk.indexOf(NEWLINE);
  const end = newline < 0 ? chunk.length : newline;
  const carriageReturn = chunk.subarray(0, end).indexOf(CARRIAGE_RETURN);
  return carriageReturn < 0 ? end : carriageReturn;
}

function lastLineEnd(chunk: Buffer): number {
  return Math.max(chunk.lastIndexOf(NEWLINE), chunk.lastIndexOf(CARRIAGE_RETURN));
}
