import { isAscii } from "node:buffer";
import { readChunks } from "../../read/chunks";
import { patientFs } from "../../read/patientFs";
import type { MeasuredFile } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import { isSystemError } from "../../stored/systemError";
import { escapeLineSeparators } from "../../text/lineSeparators";
import type { EventIndex } from "./eventIndex";
import { EventGoneError, findEvents } from "./findEvents";
import { wholeLines } from "./wholeLines";

/** Where events are searched. */
export interface Searched {
  readonly index: EventIndex;
  readonly files: readonly MeasuredFile[];
}

interface SearchOptions {
  readonly fs: FileSystem;
  /** If it aborts, searching throws its reason. */
  readonly signal: AbortSignal;
}

/**
 * Returns the events whose stored text has the text, in the same order. Reads the files of all
 * `events`, but only parses lines that have several events. Throws an EventGoneError if one of the
 * events can no longer be read.
 */
export async function eventsWithText(
  text: string,
  events: Uint32Array,
  { index, files }: Searched,
  options: SearchOptions,
): Promise<Uint32Array> {
  const lines = new Map<number, ReadonlySet<number>>();
  for (const [file, last] of lastLines(events, index)) {
    const measured = files[file];
    if (measured) {
      lines.set(file, await linesWithText(text.toLowerCase(), measured, last, options));
    }
  }
  const found = events.filter((event) => {
    const { file, line } = index.placeOf(event);
    return lines.get(file)?.has(line);
  });
  const others = await othersOfLines(text.toLowerCase(), found, { index, files }, options);
  return others.size === 0 ? found : found.filter((event) => !others.has(event));
}

/** Returns those events that don't have the text themselves: another one in their line has it. */
async function othersOfLines(
  text: string,
  events: Uint32Array,
  { index, files }: Searched,
  options: SearchOptions,
): Promise<ReadonlySet<number>> {
  const sharing = events.filter((event) => index.sharesLine(event));
  const others = new Set(sharing);
  for await (const batch of findEvents(sharing, index, files, options)) {
    for (const { index: event, searched } of batch) {
      if (searched.toLowerCase().includes(text)) {
        others.delete(event);
      }
    }
  }
  return others;
}

/** Returns the last line of each file that has one of the events. */
function lastLines(events: Uint32Array, index: EventIndex): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  for (const event of events) {
    const { file, line } = index.placeOf(event);
    lines.set(file, Math.max(line, lines.get(file) ?? 0));
  }
  return lines;
}

/** Throws an EventGoneError if the file no longer has the line `last`. */
async function linesWithText(
  text: string,
  file: MeasuredFile,
  last: number,
  { fs, signal }: SearchOptions,
): Promise<ReadonlySet<number>> {
  const isAsciiText = isAscii(Buffer.from(text));
  const found = new Set<number>();
  let number = 0;
  try {
    const chunks = readChunks(patientFs(fs, signal), file);
    for await (const block of wholeLines(chunks)) {
      signal.throwIfAborted();
      for (const line of lowerCaseLines(block, isAsciiText)) {
        number++;
        if (line.includes(text)) {
          found.add(number);
        }
      }
    }
  } catch (error) {
    // Reading the file for the first time has told this.
    if (!isSystemError(error)) {
      throw error;
    }
  }
  if (number < last) {
    throw new EventGoneError();
  }
  return found;
}

/** Characters that are ASCII in lower case, and those that `readLines` escapes. */
const BECOME_ASCII = ["\u0130", "\u212A", "\u2028", "\u2029"].map((text) => Buffer.from(text));

/**
 * Returns the lines of a block as `readLines` does, in lower case. If the searched text is ASCII, each
 * byte becomes a character, because decoding UTF-8 takes ten times as long: 240 ms for 100 MB.
 */
function lowerCaseLines(block: Buffer, isAsciiText: boolean): readonly string[] {
  const isBytewise = isAsciiText && !BECOME_ASCII.some((bytes) => block.includes(bytes));
  const text = isBytewise ? block.toString("latin1") : escapeLineSeparators(block.toString());
  const lines = text.toLowerCase().replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
