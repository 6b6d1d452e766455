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
) => AsyncGenerator<TelemetryEvent[], void, undefined>;

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
      const event = source.take();
      if (event) {
        batch.push(event);
        size += event.text.length;
      }
      if (source.hasEvent || (await source.load())) {
        queue.push(source);
      }
      if (size >= BATCH_SIZE) {
        yield batch;
        batch = [];
        size = 0;
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
  private begin: Timestamp;
  private isBeginKnown = false;
  private reader: AsyncGenerator<TelemetryEvent[], void, undefined> | undefined;
  private events: TelemetryEvent[] = [];
  private position = 0;

  constructor(file: MeasuredFile, index: number, options: ReadOptions, openFiles: OpenFiles) {
    this.file = file;
    this.index = index;
    this.options = options;
    this.openFiles = openFiles;
    // Some releases filed an event under the day on which it was flushed, up to a day after its own.
    this.begin = { ms: file.day - DAY_MS, nanos: 0 };
  }

  /** No event that is still to come is earlier than this, while the file is in order. */
  get due(): Timestamp {
    return this.events[this.position]?.time ?? this.begin;
  }

  get hasEvent(): boolean {
    return this.position < this.events.length;
  }

  take(): TelemetryEvent | undefined {
    return this.hasEvent ? this.events[this.position++] : undefined;
  }

  /** Learns the next thing about the file; false when there is nothing more to come from it. */
  async load(): Promise<boolean> {
    if (!this.isBeginKnown) {
      this.isBeginKnown = true;
      this.begin = (await firstTime(this.file, this.options)) ?? this.begin;
      return true;
    }
    this.reader ??= readEvents(this.file, this.options, this.openFiles);
    const { value } = await this.reader.next();
    this.events = value ?? [];
    this.position = 0;
    return this.hasEvent;
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
