import type { LineDefect } from "../../stored/event";
import { isSystemError } from "../../stored/systemError";
import type { Timestamp } from "../../stored/timestamp";
import { readLines } from "./lines";
import type { Skip } from "./skip";

/** An event as it stands in a document, and when it happened. */
export interface EncodedEvent {
  readonly time: Timestamp;
  readonly text: string;
  /** Where the event came from, as the format writes it; empty where that is in its text. */
  readonly resource: string;
}

/** What reading a file works with and reports to. */
export interface ReadOptions {
  readonly onSkip: (skip: Skip) => void;
  /** Called with the bytes of each chunk. */
  readonly onRead: (bytes: number) => void;
  /** When it aborts, reading throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What a line becomes, if it is an event to export. */
export type ReadLine = (line: string) => EncodedEvent | LineDefect | undefined;

/** Events that are made before they are asked for: they wait in memory while other files take their turns. */
const MAX_EVENTS_HELD = 32;

/**
 * The events of the chunks of one file in stored order, some at a time. A line that is not an event costs itself alone, and a file
 * that can't be read further costs the rest of itself; both are told to `onSkip`.
 */
export async function* readEvents(
  file: string,
  chunks: AsyncIterable<Buffer>,
  readLine: ReadLine,
  { onSkip, onRead, signal }: ReadOptions,
): AsyncGenerator<EncodedEvent[], void, undefined> {
  let line = 0;
  try {
    const watchedChunks = watched(chunks, (chunk) => {
      signal?.throwIfAborted();
      onRead(chunk.length);
    });
    for await (const { lines, cutLength } of readLines(watchedChunks)) {
      let events: EncodedEvent[] = [];
      for (const [index, text] of lines.entries()) {
        line++;
        if (index === 0 && cutLength !== undefined) {
          onSkip({ file, line, reason: "tooLong", length: cutLength });
          continue;
        }
        const read = readLine(text);
        if (typeof read === "string") {
          onSkip({ file, line, reason: read });
        } else if (read && events.push(read) === MAX_EVENTS_HELD) {
          yield events;
          events = [];
        }
      }
      yield events;
    }
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
    onSkip({ file, reason: "unreadableFile" });
  }
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
