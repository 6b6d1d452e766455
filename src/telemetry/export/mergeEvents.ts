import TinyQueue from "tinyqueue";
import { compareTimestamps, type Timestamp } from "../timestamp";
import { DAY_MS } from "../utcDate";
import { isSystemError } from "../systemError";
import { OpenFiles, readPart } from "./readChunks";
import { parseStored, readEvents, type ReadOptions, type TelemetryEvent } from "./readEvents";
import type { MeasuredFile } from "../fileSizes";

/** How the events of several files, given by day, session and part, follow each other. */
export type EventOrder = (
  files: readonly MeasuredFile[],
  options: ReadOptions,
) => AsyncGenerator<Iterable<TelemetryEvent>, void, undefined>;

/** File after file, so that the events of one window stand together. */
export const fileByFile: EventOrder = async function* (files, options) {
  const openFiles = new OpenFiles();
  for (const file of files) {
    yield* readEvents(file, options, openFiles);
  }
};

/** Characters of stored text that are merged before they are handed on. */
const BATCH_SIZE = 65_536;

/** Bytes at the start of a file that are looked at for its first event: those of many usual rows. */
const HEAD_SIZE = 16_384;

/**
 * By time, across files: a merge of files that are each in order. An event that its file holds too
 * late comes as soon as it is met; equal times keep the order of the files.
 *
 * Only the files of windows that were open at the same moment are read at the same time: each from
 * when the merge has come to its first event, which a look at its first lines has told before.
 */
export const chronological: EventOrder = async function* (files, options) {
  const openFiles = new OpenFiles();
  const sources = files.map((file, index) => new Source(file, index, options, openFiles));
  const queue = new TinyQueue([...sources], compareSources);
  let batch: TelemetryEvent[] = [];
  let size = 0;
  try {
    for (let source = queue.pop(); source; source = queue.pop()) {
      // The others wait as they are while it is due before all of them, often for a whole file.
      const other = queue.peek();
      let hasMore = true;
      while (hasMore && !(other && compareSources(other, source) < 0)) {
        if (source.event) {
          batch.push(source.event);
          size += source.event.text.length;
        }
        hasMore = source.advance() || (await source.load());
        if (size >= BATCH_SIZE) {
          yield batch;
          batch = [];
          size = 0;
        }
      }
      if (hasMore) {
        queue.push(source);
      }
    }
    yield batch;
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
};

/** One file in the merge. It first learns when it begins, and is read from when that moment has come. */
class Source {
  readonly index: number;
  private readonly file: MeasuredFile;
  private readonly options: ReadOptions;
  private readonly openFiles: OpenFiles;
  private isBeginKnown = false;
  private reader: AsyncGenerator<Iterable<TelemetryEvent>, void, undefined> | undefined;
  private events: Iterator<TelemetryEvent> = [].values();
  /** The earliest that is still to come from it, while the file is in order. */
  event: TelemetryEvent | undefined;
  /** No event that is still to come is earlier than this, while the file is in order. */
  due: Timestamp;

  constructor(file: MeasuredFile, index: number, options: ReadOptions, openFiles: OpenFiles) {
    this.file = file;
    this.index = index;
    this.options = options;
    this.openFiles = openFiles;
    // Some releases filed an event under the day on which it was flushed, up to a day after its own.
    this.due = { ms: file.day - DAY_MS, nanos: 0 };
  }

  /** Goes on to the next event; false when it has to be loaded. */
  advance(): boolean {
    const { value } = this.events.next() as { value: TelemetryEvent | undefined };
    this.event = value;
    this.due = value?.time ?? this.due;
    return value !== undefined;
  }

  /** Learns the next thing about the file; false when there is nothing more to come from it. */
  async load(): Promise<boolean> {
    if (!this.isBeginKnown) {
      this.isBeginKnown = true;
      this.due = (await firstTime(this.file, this.options)) ?? this.due;
      return true;
    }
    this.reader ??= readEvents(this.file, this.options, this.openFiles);
    for (let next = await this.reader.next(); !next.done; next = await this.reader.next()) {
      this.events = next.value[Symbol.iterator]();
      if (this.advance()) {
        return true;
      }
    }
    return false;
  }

  async close(): Promise<void> {
    await this.reader?.return();
  }
}

function compareSources(a: Source, b: Source): number {
  return compareTimestamps(a.due, b.due) || a.index - b.index;
}

/**
 * When the first event of a file happened, if that is soon told. What is wrong with the file is told
 * when it is read.
 */
async function firstTime(
  { path }: MeasuredFile,
  { fs, signal }: ReadOptions,
): Promise<Timestamp | undefined> {
  signal?.throwIfAborted();
  try {
    const head = await readPart(fs, path, 0, HEAD_SIZE);
    for (const line of head.toString().split(/\r\n|\n|\r/)) {
      const { parsed } = parseStored(line);
      if (parsed.kind === "event") {
        return parsed.time;
      }
    }
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
  }
  return undefined;
}
