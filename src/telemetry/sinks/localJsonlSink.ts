import { join } from "node:path";
import type { EventRow } from "../event";
import { formatFileName } from "../fileName";
import { PRIVATE_FOLDER_MODE, type FileSystem } from "../fileSystem";
import type { EventSink } from "../recorder";
import { isMissing } from "../systemError";
import { appendLines, type AppendResult } from "./appendLines";
import type { LocalSinkSettings } from "./settings";

/** What the sink works with. */
export interface LocalJsonlSinkOptions {
  readonly fs: FileSystem;
  /** The telemetry folder, created when it is first needed. */
  readonly directory: string;
  /** The first eight characters of the window's session id: no other window writes its files. */
  readonly session: string;
  readonly settings: LocalSinkSettings;
  /** The event that says that so many were dropped. */
  readonly describeLoss: (count: number) => EventRow;
  /** Told when storing in the background fails; the events are kept for the next try. */
  readonly onError: (error: unknown) => void;
}

/** An event that is not stored yet. */
interface Pending {
  /** Its UTC day, `YYYY-MM-DD`. */
  readonly date: string;
  /** With a newline. */
  readonly line: string;
  /** So many dropped events it is about. */
  readonly losses?: number;
}

/** Where the events of one day go next. */
interface CurrentFile {
  readonly part: number;
  /** Bytes. */
  size: number;
}

/** Stores events as JSON lines in daily files, each event in the file of its own UTC day. */
export class LocalJsonlSink implements EventSink {
  settings: LocalSinkSettings;
  private readonly options: LocalJsonlSinkOptions;
  private buffer: Pending[] = [];
  private dropped = 0;
  private readonly current = new Map<string, CurrentFile>();
  private lastFlush: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isFailing = false;

  constructor(options: LocalJsonlSinkOptions) {
    this.options = options;
    this.settings = options.settings;
  }

  /** Takes an event into memory. */
  write(row: EventRow): void {
    this.buffer.push(toPending(row));
    this.dropOldest();
    // What can't be stored now is tried again by the clock, not with every event.
    if (this.buffer.length >= this.settings.flushBatchSize && !this.isFailing) {
      this.flushInBackground();
    } else {
      this.flushLater();
    }
  }

  /** Stores what is in memory. Rejects when it can't; what is not stored stays for the next try. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // One at a time, each of them also after one that failed.
    const flush = this.lastFlush.then(() => this.store());
    this.lastFlush = flush.catch(() => undefined);
    return flush;
  }

  private flushLater(): void {
    this.timer ??= setTimeout(() => {
      this.flushInBackground();
    }, this.settings.flushIntervalSeconds * 1000).unref();
  }

  private flushInBackground(): void {
    this.flush().catch((error: unknown) => {
      this.options.onError(error);
    });
  }

  private async store(): Promise<void> {
    const batch = this.takeBatch();
    let stored = 0;
    let error: unknown;
    for (let next = batch[0]; next && error === undefined; next = batch[stored]) {
      const result = await this.appendRun([next, ...batch.slice(stored + 1)]);
      stored += result.stored;
      error = result.error;
    }
    for (const { losses = 0 } of batch.slice(0, stored)) {
      this.dropped -= losses;
    }
    this.isFailing = error !== undefined;
    if (this.isFailing) {
      const rest = batch.slice(stored).filter(({ losses }) => losses === undefined);
      this.buffer = [...rest, ...this.buffer];
      this.dropOldest();
      this.flushLater();
      throw error;
    }
  }

  private takeBatch(): readonly Pending[] {
    const batch = this.buffer;
    this.buffer = [];
    return this.dropped === 0
      ? batch
      : [{ ...toPending(this.options.describeLoss(this.dropped)), losses: this.dropped }, ...batch];
  }

  /** Appends as many of the first events as belong into one file. */
  private async appendRun(pending: readonly [Pending, ...Pending[]]): Promise<AppendResult> {
    const { fs, directory } = this.options;
    const { date, line } = pending[0];
    try {
      await fs.promises.mkdir(directory, { recursive: true, mode: PRIVATE_FOLDER_MODE });
      const file = await this.currentFile(date, Buffer.byteLength(line));
      const lines = this.fill(file, pending);
      const result = await appendLines(fs, this.path(date, file.part), lines);
      if (result.error !== undefined) {
        this.current.delete(date);
      }
      return result;
    } catch (error) {
      return { stored: 0, error };
    }
  }

  /** The lines that go into the file; the first one always does. */
  private fill(file: CurrentFile, pending: readonly [Pending, ...Pending[]]): readonly string[] {
    const lines: string[] = [];
    for (const { date, line } of pending) {
      const bytes = Buffer.byteLength(line);
      if (date !== pending[0].date || !fits(file.size, bytes, this.settings.maxFileBytes)) {
        break;
      }
      lines.push(line);
      file.size += bytes;
    }
    return lines;
  }

  /** The first part of a day that has room for a line of so many bytes. */
  private async currentFile(date: string, bytes: number): Promise<CurrentFile> {
    let file = this.current.get(date) ?? (await this.openPart(date, 0));
    while (!fits(file.size, bytes, this.settings.maxFileBytes)) {
      file = await this.openPart(date, file.part + 1);
    }
    this.current.set(date, file);
    return file;
  }

  private async openPart(date: string, part: number): Promise<CurrentFile> {
    try {
      const { size } = await this.options.fs.promises.stat(this.path(date, part));
      // Room for the newline that a half-written last line may need.
      return { part, size: size === 0 ? 0 : size + 1 };
    } catch (error) {
      if (isMissing(error)) {
        return { part, size: 0 };
      }
      throw error;
    }
  }

  private path(date: string, part: number): string {
    const { directory, session } = this.options;
    return join(directory, formatFileName({ date, session, part }));
  }

  private dropOldest(): void {
    const excess = this.buffer.length - this.settings.bufferLimit;
    if (excess > 0) {
      this.buffer.splice(0, excess);
      this.dropped += excess;
    }
  }
}

function toPending(row: EventRow): Pending {
  return { date: row.timestamp.slice(0, 10), line: `${JSON.stringify(row)}\n` };
}

/** Whether the next line still belongs into a file that has this many bytes. */
function fits(size: number, bytes: number, limit: number): boolean {
  return size === 0 || size + bytes <= limit;
}
