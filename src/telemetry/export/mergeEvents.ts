import TinyQueue from "tinyqueue";
import { compareTimestamps, type Timestamp } from "../timestamp";
import { DAY_MS } from "../utcDate";
import { isSystemError } from "../systemError";
import { OpenFiles } from "./readChunks";
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

/** Files whose beginnings are looked at together: as many as Node.js reads at once. */
const LOOKED_AT_ONCE = 4;

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
  const merge = new Merge(sources);
  try {
    do {
      yield merge.loaded();
    } while (await merge.load());
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
};

class Merge {
  private readonly queue: TinyQueue<Source>;
  /** It is due, and has to be loaded. */
  private waiting: Source | undefined;

  constructor(sources: readonly Source[]) {
    this.queue = new TinyQueue([...sources], compareSources);
  }

  /** The next events, each as it is taken, up to where a file has to be loaded. */
  *loaded(): Generator<TelemetryEvent, void, undefined> {
    for (let source = this.queue.pop(); source; source = this.queue.pop()) {
      // The others wait as they are while it is due before all of them, often for a whole file.
      const other = this.queue.peek();
      while (!(other && compareSources(other, source) < 0)) {
        if (source.event) {
          yield source.event;
        }
        if (!source.advance()) {
          this.waiting = source;
          return;
        }
      }
      this.queue.push(source);
    }
  }

  /** Loads what is due; false when there is nothing more. */
  async load(): Promise<boolean> {
    const source = this.waiting;
    this.waiting = undefined;
    if (!source) {
      return false;
    }
    if (source.isBeginKnown) {
      if (await source.load()) {
        this.queue.push(source);
      }
      return true;
    }
    const begin = [source];
    for (
      let next = this.queue.peek();
      next && !next.isBeginKnown && begin.length < LOOKED_AT_ONCE;
      next = this.queue.peek()
    ) {
      begin.push(next);
      this.queue.pop();
    }
    await Promise.all(begin.map((each) => each.learnBegin()));
    for (const each of begin) {
      this.queue.push(each);
    }
    return true;
  }
}

/** One file in the merge. It first learns when it begins, and is read from when that moment has come. */
class Source {
  readonly index: number;
  private readonly file: MeasuredFile;
  private readonly options: ReadOptions;
  private readonly openFiles: OpenFiles;
  private reader: AsyncGenerator<Iterable<TelemetryEvent>, void, undefined> | undefined;
  private events: Iterator<TelemetryEvent> = [].values();
  isBeginKnown = false;
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

  /** Looks at when the file begins. */
  async learnBegin(): Promise<void> {
    this.isBeginKnown = true;
    this.due = (await firstTime(this.file, this.options, this.openFiles)) ?? this.due;
  }

  /** Reads on to the next event; false when there is none. */
  async load(): Promise<boolean> {
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
  file: MeasuredFile,
  { fs, signal }: ReadOptions,
  openFiles: OpenFiles,
): Promise<Timestamp | undefined> {
  signal?.throwIfAborted();
  try {
    const head = await openFiles.readHead(fs, file);
    for (const line of linesOf(head)) {
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

/** Decoded one by one: it is the first that counts. */
function* linesOf(bytes: Buffer): Generator<string, void, undefined> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf("\n", start);
    const end = newline < 0 ? bytes.length : newline;
    yield* bytes.toString("utf8", start, end).split("\r");
    start = end + 1;
  }
}
