import { NEWLINE, partEnd } from "./lineEnds";

/**
 * Bytes of the longest line that is read, without its line end. A line has to be held as a whole, its
 * event several times over, and an export is to stay within 60 MB; released extensions begin a new
 * file long before a line becomes that long.
 */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/**
 * Bytes in memory of their own, each of whole lines, the last of a file without its line end; or the length in bytes of a
 * line that is too long.
 */
export type LinePiece =
  { readonly parts: readonly Uint8Array<ArrayBuffer>[] } | { readonly tooLong: number };

/**
 * Bytes of a piece, up to the end of a line: so few that it is prepared between two collections of a thread's young
 * memory, and nothing of it is taken for what lives for long.
 */
const PIECE_SIZE = 65_536;

/**
 * Cuts what comes in chunks of any size, each in memory of its own, where a line ends. Holds the part of a chunk, or one
 * line where that is longer.
 */
export class LineCutter {
  /** What is there of the line that has not ended yet, unless it is too long. */
  private held: Uint8Array[] = [];
  /** Bytes of that line. */
  private length = 0;

  /** Pieces of the lines that end in the chunk. */
  add(chunk: Uint8Array<ArrayBuffer>): LinePiece[] {
    const first = chunk.indexOf(NEWLINE);
    this.length += first < 0 ? chunk.length : first;
    const isTooLong = this.length > MAX_LINE_BYTES;
    if (isTooLong) {
      this.held = [];
    } else if (first < 0) {
      this.held.push(chunk);
    }
    if (first < 0) {
      return [];
    }
    const pieces: LinePiece[] = isTooLong ? [{ tooLong: this.length }] : [];
    const isBegun = this.held.length > 0;
    let parts = isBegun ? [joined([...this.held, chunk.subarray(0, first + 1)])] : [];
    const lines = chunk.subarray(0, chunk.lastIndexOf(NEWLINE) + 1);
    for (let start = isBegun || isTooLong ? first + 1 : 0; start < lines.length;) {
      const end = partEnd(lines, start, PIECE_SIZE);
      const part = lines.subarray(start, end);
      // All but the last one copied: each is in memory of its own then, which may be given away.
      parts.push(end < lines.length ? new Uint8Array(part) : part);
      pieces.push({ parts });
      parts = [];
      start = end;
    }
    if (parts.length > 0) {
      pieces.push({ parts });
    }
    this.length = chunk.length - lines.length;
    this.held = this.length > 0 ? [new Uint8Array(chunk.subarray(lines.length))] : [];
    return pieces;
  }

  /** The line behind the last line end, if there is one. */
  end(): LinePiece[] {
    if (this.length > MAX_LINE_BYTES) {
      return [{ tooLong: this.length }];
    }
    return this.length > 0 ? [{ parts: [joined(this.held)] }] : [];
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let length = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return bytes;
}
