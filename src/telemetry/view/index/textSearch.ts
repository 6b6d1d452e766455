import { ChunkReader } from "../../export/read/chunkReader";
import { patientFs } from "../../export/read/patientFs";
import { readEvents } from "../../export/read/readEvents";
import type { MeasuredFile } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import type { EventIndex } from "./eventIndex";
import { findEvents } from "./findEvents";

/** Where events are searched. */
interface Searched {
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
 * `events`, but only parses lines that have several events.
 */
export async function eventsWithText(
  text: string,
  events: Uint32Array,
  { index, files }: Searched,
  options: SearchOptions,
): Promise<Uint32Array> {
  const wanted = new Set(Array.from(events, (event) => index.placeOf(event).file));
  const lines = new Map<number, ReadonlySet<number>>();
  for (const file of wanted) {
    const measured = files[file];
    if (measured) {
      lines.set(file, await linesWithText(text.toLowerCase(), measured, options));
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

async function linesWithText(
  text: string,
  file: MeasuredFile,
  { fs, signal }: SearchOptions,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  const batches = readEvents(
    file.name,
    new ChunkReader(patientFs(fs, signal)).read(file),
    (line, number) => (line.toLowerCase().includes(text) ? { number } : undefined),
    { onSkip: nothing, onRead: nothing, onUnreadable: nothing, signal },
  );
  for await (const matches of batches) {
    for (const { number } of matches) {
      found.add(number);
    }
  }
  return found;
}

function nothing(): void {
  // What can't be read has no text to find.
}
