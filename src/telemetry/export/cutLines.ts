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
 * line where that is longer. Throws the reason of `signal` when it aborts.
 */
export async function* cutAtLineEnds(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
): AsyncGenerator<LinePiece, void, undefined> {
  /** What is there of the line that has not ended yet, unless it is too long. */
  let held: Uint8Array[] = [];
  /** Bytes of that line. */
  let length = 0;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    const first = chunk.indexOf(NEWLINE);
    length += first < 0 ? chunk.length : first;
    const isTooLong = length > MAX_LINE_BYTES;
    if (isTooLong) {
      held = [];
    }
    if (first < 0) {
      if (!isTooLong) {
        held.push(chunk);
      }
      continue;
    }
    if (isTooLong) {
      yield { tooLong: length };
    }
    const last = chunk.lastIndexOf(NEWLINE);
    const rest = new Uint8Array(chunk.subarray(last + 1));
    const isBegun = held.length > 0;
    let parts = isBegun ? [joined([...held, chunk.subarray(0, first + 1)])] : [];
    const start = isBegun || isTooLong ? first + 1 : 0;
    for (const lines of splitAtLineEnds(chunk.subarray(start, last + 1))) {
      yield { parts: [...parts, lines] };
      parts = [];
    }
    if (parts.length > 0) {
      yield { parts };
    }
    held = rest.length > 0 ? [rest] : [];
    length = rest.length;
  }
  if (length > MAX_LINE_BYTES) {
    yield { tooLong: length };
  } else if (length > 0) {
    yield { parts: [joined(held)] };
  }
}

/** Whole lines in parts of about {@link PIECE_SIZE}, all but the last one copied: each is in memory of its own then. */
function* splitAtLineEnds(
  lines: Uint8Array<ArrayBuffer>,
): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
  for (let start = 0; start < lines.length;) {
    const end = partEnd(lines, start, PIECE_SIZE);
    const part = lines.subarray(start, end);
    yield end < lines.length ? new Uint8Array(part) : part;
    start = end;
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
