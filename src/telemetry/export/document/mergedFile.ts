import { type Timestamp, compareTimestamps } from "../../stored/timestamp";
import { DAY_MS } from "../../stored/utcDate";
import type { OpenFile, StoredFile, Timed } from "./fileOrder";

/**
 * One file in a chronological merge. First only its beginning is read, to find the time of its
 * first event. The whole file is read when the merge reaches that time.
 */
export class MergedFile<File extends StoredFile, T extends Timed> {
  readonly index: number;
  /** A lower bound for the times of the remaining events, if the file is in chronological order. */
  due: Timestamp;
  private readonly file: File;
  private readonly open: OpenFile<File, T>;
  private looking: Promise<Timestamp | undefined> | undefined;
  private isLookedAt = false;
  private reader: AsyncGenerator<readonly T[], void, undefined> | undefined;
  private batch: readonly T[] = [];
  /** Index of the next event in the batch. */
  private position = 0;

  constructor(file: File, index: number, open: OpenFile<File, T>) {
    this.file = file;
    this.index = index;
    this.open = open;
    // The Coder extension files an event under the day on which it was flushed, which can be the day after its own.
    this.due = { ms: file.day - DAY_MS, nanos: 0 };
  }

  /** Whether the next event is in memory. */
  get isLoaded(): boolean {
    return this.isLookedAt && this.position < this.batch.length;
  }

  /** Starts to read the beginning of the file, unless that was done before. */
  look(): void {
    if (!this.looking) {
      this.looking = this.learnBegin();
      // `load` handles the error. This only prevents an unhandled rejection before then.
      this.looking.catch(() => undefined);
    }
  }

  /**
   * Waits for the beginning of the file in the first call, and reads the next events in later ones.
   * Resolves to false at the end of the file.
   */
  async load(): Promise<boolean> {
    if (!this.isLookedAt) {
      this.isLookedAt = true;
      const begin = await this.looking;
      this.due = begin ?? this.due;
      return begin !== undefined;
    }
    this.reader ??= this.open(this.file);
    await this.read();
    this.due = this.batch[0]?.time ?? this.due;
    return this.batch.length > 0;
  }

  /** Appends loaded events to `list`, up to the first one that comes after the event of `next`. */
  moveTo(list: T[], next: Due | undefined): void {
    const { batch } = this;
    do {
      const event = batch[this.position++];
      if (event) {
        list.push(event);
      }
      this.due = batch[this.position]?.time ?? this.due;
    } while (this.position < batch.length && !(next && compareNext(next, this) < 0));
  }

  async close(): Promise<void> {
    const { reader } = this;
    this.reader = undefined;
    this.batch = [];
    await reader?.return();
  }

  /** Undefined for a file without events. */
  private async learnBegin(): Promise<Timestamp | undefined> {
    this.reader = this.open(this.file, "look");
    await this.read();
    const begin = this.batch[0]?.time;
    await this.close();
    return begin;
  }

  /** Reads the next events; none at the end of the file. */
  private async read(): Promise<void> {
    let next = await this.reader?.next();
    while (next && !next.done && next.value.length === 0) {
      next = await this.reader?.next();
    }
    this.batch = next?.value ?? [];
    this.position = 0;
  }
}

/** Something with a time. Equal times are ordered by index. */
interface Due {
  readonly due: Timestamp;
  readonly index: number;
}

export function compareNext(a: Due, b: Due): number {
  return compareTimestamps(a.due, b.due) || a.index - b.index;
}
