import TinyQueue from "tinyqueue";
import type { MeasuredFile } from "../fileSizes";
import { DAY_MS } from "../utcDate";
import { Budget } from "./budget";
import { msOf, nanosOf, type PreparedEvents } from "./prepare/prepareEvents";
import { HEAD_SIZE } from "./readChunks";
import { EventReader, SharedReading, type ReadOptions } from "./readEvents";

/**
 * Takes prepared events from index `start` to before `end`, which come next. Nobody gives more before the promise, if
 * there is one, has resolved. A call and not an object for each, of which there may be millions.
 */
export type WriteEvents = (
  events: PreparedEvents,
  start: number,
  end: number,
) => Promise<void> | undefined;

/** How the events of several files, given by day, session and part, follow each other. */
export type EventOrder = (
  files: readonly MeasuredFile[],
  options: ReadOptions,
  write: WriteEvents,
) => Promise<void>;

/** Files whose beginnings are read and prepared before their events are asked for. */
const BEGUN_AHEAD = 16;

/** File after file, so that the events of one window stand together. */
export const fileByFile: EventOrder = async (files, options, write) => {
  const shared = new SharedReading();
  const begun: EventReader[] = [];
  const waiting = files.values();
  try {
    for (;;) {
      while (begun.length < BEGUN_AHEAD) {
        const { value: file } = waiting.next() as { value: MeasuredFile | undefined };
        if (!file) {
          break;
        }
        const reader = new EventReader(file, options, shared);
        reader.begin();
        begun.push(reader);
      }
      const [reader] = begun;
      if (!reader) {
        return;
      }
      await reader.readOn();
      for (let events = await reader.next(); events; events = await reader.next()) {
        await write(events, 0, events.count);
      }
      begun.shift();
    }
  } finally {
    await Promise.all(begun.map((reader) => reader.close()));
  }
};

/** Bytes of beginnings that are kept until their files are due, which spares reading them again. */
const MAX_HEAD_BYTES = 8 * 1024 * 1024;

/**
 * By time, across files: a merge of files that are each in order. An event that its file holds too
 * late comes as soon as it is met; equal times keep the order of the files.
 *
 * Only the files of windows that were open at the same moment are read at the same time: each from
 * when the merge has come to its first event, which a look at its beginning has told before.
 */
export const chronological: EventOrder = async (files, options, write) => {
  const shared = new SharedReading();
  const heads = new Budget(MAX_HEAD_BYTES);
  const sources = files.map((file, index) => new Source({ file, index, options, shared, heads }));
  const queue = new TinyQueue([...sources], compareSources);
  try {
    for (let source = queue.pop(); source; source = queue.pop()) {
      if (source.isBeginKnown && !source.isOpen) {
        await source.open();
      }
      // The others wait as they are while it is due before all of them, often for a whole file.
      const writing = source.writeBefore(queue.peek(), write);
      if (writing) {
        await writing;
      }
      if (!source.isBeginKnown) {
        // They are due one after the other, as their days are.
        for (const next of sources.slice(source.index, source.index + BEGUN_AHEAD)) {
          next.begin();
        }
        await source.learnBegin();
        queue.push(source);
      } else if (!source.isEmpty || (await source.load())) {
        queue.push(source);
      }
    }
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
};

interface SourceOptions {
  readonly file: MeasuredFile;
  /** Among the files. */
  readonly index: number;
  readonly options: ReadOptions;
  readonly shared: SharedReading;
  /** Bytes of beginnings that may be kept. */
  readonly heads: Budget;
}

/** One file in the merge. It first learns when it begins, and is read from when that moment has come. */
class Source {
  private readonly about: SourceOptions;
  private reader: EventReader | undefined;
  private events: PreparedEvents | undefined;
  /** Index of the next event. */
  private next = 0;
  /** Bytes of {@link heads} that it has taken. */
  private headBytes = 0;
  isBeginKnown = false;
  isOpen = false;
  /**
   * No event that is still to come is earlier than this, while the file is in order. As in a Timestamp. Where it were
   * undefined at first, V8 would make an object of each number.
   */
  dueMs = 0;
  dueNanos = 0;

  constructor(about: SourceOptions) {
    this.about = about;
    // Some releases filed an event under the day on which it was flushed, up to a day after its own.
    this.dueMs = about.file.day - DAY_MS;
  }

  get index(): number {
    return this.about.index;
  }

  /** Whether it has to be loaded. */
  get isEmpty(): boolean {
    return this.next >= (this.events?.count ?? 0);
  }

  /** Writes the loaded events that come before those of another file. */
  writeBefore(other: Source | undefined, write: WriteEvents): Promise<void> | undefined {
    const { events, next: start } = this;
    while (!this.isEmpty && !(other && compareSources(other, this) < 0)) {
      this.next++;
      this.learnDue();
    }
    return events && this.next > start ? write(events, start, this.next) : undefined;
  }

  /** Has the file's beginning read and prepared, if that may be kept. */
  begin(): void {
    const { file, options, shared, heads } = this.about;
    const headBytes = Math.min(file.size, HEAD_SIZE);
    if (!this.reader && !this.isBeginKnown && heads.take(headBytes)) {
      this.headBytes = headBytes;
      this.reader = new EventReader(file, options, shared);
      this.reader.begin();
    }
  }

  /** Looks at when the file begins. */
  async learnBegin(): Promise<void> {
    const { file, options, shared } = this.about;
    this.isBeginKnown = true;
    const reader = this.reader ?? new EventReader(file, untold(options), shared);
    this.setEvents(await reader.next({ isAhead: false }));
    if (!this.reader) {
      this.events = undefined;
      await reader.close();
    }
  }

  /** Begins to read it, now that it is due. */
  async open(): Promise<void> {
    const { file, options, shared, heads } = this.about;
    this.isOpen = true;
    heads.giveBack(this.headBytes);
    this.reader ??= new EventReader(file, options, shared);
    await this.reader.readOn();
  }

  /** Goes on to the next events; false when there are none. */
  async load(): Promise<boolean> {
    if (!this.reader) {
      return false;
    }
    do {
      const events = await this.reader.next();
      if (!events) {
        await this.close();
        return false;
      }
      this.setEvents(events);
    } while (this.isEmpty);
    return true;
  }

  /** Ends reading, and keeps nothing of it: all sources stay until the merge ends. */
  async close(): Promise<void> {
    const { reader } = this;
    this.reader = undefined;
    this.events = undefined;
    await reader?.close();
  }

  private setEvents(events: PreparedEvents | undefined): void {
    this.events = events;
    this.next = 0;
    this.learnDue();
  }

  private learnDue(): void {
    const { events, next } = this;
    if (events && next < events.count) {
      this.dueMs = msOf(events, next);
      this.dueNanos = nanosOf(events, next);
    }
  }
}

function compareSources(a: Source, b: Source): number {
  return a.dueMs - b.dueMs || a.dueNanos - b.dueNanos || a.index - b.index;
}

/** For what is read twice: it is told the second time. */
function untold({ fs, preparer, signal }: ReadOptions): ReadOptions {
  return { fs, preparer, signal, onSkip: () => undefined, onSkipped: () => undefined };
}
