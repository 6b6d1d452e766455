import type { MeasuredFile } from "../../stored/fileSizes";
import type { EventIndex } from "./eventIndex";
import { type StoredEvent, type StoredEventsOptions, storedEvents } from "./storedEvents";

/** Events in stored order, by their numbers in the index. */
export interface FoundEvent extends StoredEvent {
  readonly index: number;
}

/** An event can no longer be read: its file has been deleted or changed. */
export class EventGoneError extends Error {}

/**
 * Reads events again, by their numbers. Only opens the files that have them. Throws an
 * EventGoneError if one of them can no longer be read.
 */
export async function* findEvents(
  numbers: Uint32Array,
  index: EventIndex,
  files: readonly MeasuredFile[],
  options: StoredEventsOptions,
): AsyncGenerator<FoundEvent[], void, undefined> {
  // Events of a file stand together, in the order of its lines.
  const wanted = numbers.slice().sort();
  let next = 0;
  while (next < wanted.length) {
    const { file } = index.placeOf(wanted[next] ?? 0);
    const end = endOfFile(wanted, next, index);
    const measured = files[file];
    if (!measured) {
      throw new EventGoneError();
    }
    const inFile = wanted.subarray(next, end);
    const isWanted = lineFilter(inFile, index);
    yield* findInFile(inFile, index, storedEvents(measured, { ...options, isWanted }));
    next = end;
  }
}

/** Returns the position of the first event of another file. */
function endOfFile(wanted: Uint32Array, start: number, index: EventIndex): number {
  const { file } = index.placeOf(wanted[start] ?? 0);
  let end = start + 1;
  while (end < wanted.length && index.placeOf(wanted[end] ?? 0).file === file) {
    end++;
  }
  return end;
}

/** Returns whether a line is to be parsed: it has one of the events, or it has none, like a header. */
function lineFilter(wanted: Uint32Array, index: EventIndex): (line: number) => boolean {
  const { file } = index.placeOf(wanted[0] ?? 0);
  let next = 0;
  return (line) => {
    while (next < wanted.length && index.placeOf(wanted[next] ?? 0).line < line) {
      next++;
    }
    const isFound = next < wanted.length && index.placeOf(wanted[next] ?? 0).line === line;
    return isFound || !index.hasEvents(file, line);
  };
}

async function* findInFile(
  wanted: Uint32Array,
  index: EventIndex,
  batches: AsyncGenerator<StoredEvent[], void, undefined>,
): AsyncGenerator<FoundEvent[], void, undefined> {
  let next = 0;
  for await (const events of batches) {
    const found: FoundEvent[] = [];
    for (const event of events) {
      const number = wanted[next] ?? 0;
      const { line, item } = index.placeOf(number);
      if (event.line === line && event.item === item) {
        found.push({ ...event, index: number });
        next++;
      }
    }
    yield found;
    if (next === wanted.length) {
      return;
    }
  }
  throw new EventGoneError();
}
