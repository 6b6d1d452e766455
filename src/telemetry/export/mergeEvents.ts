import TinyQueue from "tinyqueue";
import { parseLine } from "../event";
import { compareTimestamps, type Timestamp } from "../timestamp";
import { DAY_MS } from "../utcDate";
import { isSystemError } from "../systemError";
import { readEvents, type ReadOptions, type TelemetryEvent } from "./readEvents";
import { readLines } from "./readLines";
import type { TelemetryFile } from "../telemetryFolder";

/** How the events of several files, given by day, session and part, follow each other. */
export type EventOrder = (
  files: readonly TelemetryFile[],
  options: ReadOptions,
) => AsyncGenerator<TelemetryEvent[], void, undefined>;

/** File after file, so that the events of one window stand together. */
export const fileByFile: EventOrder = async function* (files, options) {
  for (const file of files) {
    yield* readEvents(file, options);
  }
};

/** Characters of stored text that are merged before they are handed on. */
const BATCH_SIZE = 65_536;

/**
 * By time, across files: a merge of files that are each in order. An event that its file holds too
 * late comes as soon as it is met; equal times keep the order of the files.
 *
 * Only the files of windows that were open at the same moment are open at the same time: each is
 * opened when the merge has come to its first event, which a look at its first line has told before.
 */
export const chronological: EventOrder = async function* (files, options) {
  const sources = files.map((file, index) => new Source(file, index, options));
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

/** One file in the merge. It first learns when it begins, and is opened when that moment has come. */
class Source {
  readonly index: number;
  private readonly file: TelemetryFile;
  private readonly options: ReadOptions;
  private begin: Timestamp;
  private isBeginKnown = false;
  private reader: AsyncGenerator<TelemetryEvent[], void, undefined> | undefined;
  private events: TelemetryEvent[] = [];
  private position = 0;

  constructor(file: TelemetryFile, index: number, options: ReadOptions) {
    this.file = file;
    this.index = index;
    this.options = options;
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
    this.reader ??= readEvents(this.file, this.options);
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

/** When the first event of a file happened. What is wrong with the file is told when it is read. */
async function firstTime(
  { path }: TelemetryFile,
  { fs, signal }: ReadOptions,
): Promise<Timestamp | undefined> {
  try {
    for await (const lines of readLines(fs, path, signal)) {
      for (const line of lines) {
        const parsed = parseLine(line);
        if (parsed.kind === "event") {
          return parsed.time;
        }
      }
    }
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
  }
  return undefined;
}
