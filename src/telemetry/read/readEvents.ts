import type { LineDefect } from "../stored/event";
import { isSystemError } from "../stored/systemError";
import { piecesOf } from "./linePieces";
import { readLines } from "./lines";
import type { FileDefect } from "./problem";
import type { Skip } from "./skips";
import { UTF16, refuseUtf16 } from "./utf16";

/** What reading a file needs. */
export interface ReadOptions {
  readonly onSkip: (skip: Skip) => void;
  /** Called if the rest of the file can't be read. */
  readonly onUnreadable: (defect: FileDefect) => void;
  /** Called after each chunk with its size. */
  readonly onRead: (bytes: number) => void;
  /** If it aborts, reading throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Converts a line to what the caller needs of its event. Returns a defect if the line is invalid,
 * or undefined if it has no event that the caller wants.
 *
 * @param number line number, starting at 1.
 * @param isDamaged whether U+FFFD replaces bytes of the line that are not UTF-8.
 */
export type ReadLine<T> = (
  line: string,
  number: number,
  isDamaged: boolean,
) => T | LineDefect | undefined;

/** Maximum size of a batch. Events wait in memory while the events of other files are written. */
const MAX_EVENTS_HELD = 32;

/**
 * The events of the chunks of one file in stored order, some at a time. What is not an event costs itself alone, and a file
 * that can't be read further costs the rest of itself; the former is told to `onSkip`, the latter to `onUnreadable`.
 */
export async function* readEvents<T extends object>(
  file: string,
  chunks: AsyncIterable<Buffer>,
  readLine: ReadLine<T>,
  { onSkip, onUnreadable, onRead, signal }: ReadOptions,
): AsyncGenerator<T[], void, undefined> {
  let line = 0;
  try {
    const watchedChunks = watched(chunks, (chunk) => {
      signal?.throwIfAborted();
      onRead(chunk.length);
    });
    for await (const { lines, cutLength, damaged } of readLines(refuseUtf16(watchedChunks))) {
      let events: T[] = [];
      for (const [index, text] of lines.entries()) {
        line++;
        if (index === 0 && cutLength !== undefined) {
          onSkip({ file, line, reason: "tooLong", length: cutLength });
          continue;
        }
        const isDamaged = damaged.length > 0 && damaged.includes(index);
        const whole = readLine(text, line, isDamaged);
        const all =
          whole === "invalidJson"
            ? readPieces(text, (piece) => readLine(piece, line, isDamaged))
            : [whole];
        for (const each of all) {
          if (typeof each === "string") {
            onSkip({ file, line, reason: each });
          } else if (each && events.push(each) === MAX_EVENTS_HELD) {
            yield events;
            events = [];
          }
        }
      }
      yield events;
    }
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
    const { code } = error;
    onUnreadable(code === UTF16 ? { reason: "utf16" } : { reason: "unreadableFile", code });
  }
}

/**
 * Reads the rows of a line that is not valid JSON. What stands between two rows counts as one
 * defect.
 */
function* readPieces<T extends object>(
  line: string,
  read: (row: string) => T | LineDefect | undefined,
): Generator<T | LineDefect | undefined, void, undefined> {
  let defect: LineDefect | undefined;
  for (const { text, isObject } of piecesOf(line)) {
    const row = isObject ? read(text) : "invalidJson";
    if (typeof row === "string") {
      defect = defect ? "invalidJson" : row;
      continue;
    }
    yield defect;
    defect = undefined;
    yield row;
  }
  yield defect;
}

async function* watched(
  chunks: AsyncIterable<Buffer>,
  watch: (chunk: Buffer) => void,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of chunks) {
    watch(chunk);
    yield chunk;
  }
}
