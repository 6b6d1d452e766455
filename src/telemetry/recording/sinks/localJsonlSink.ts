import { join } from "node:path";
import type { EventRow } from "../../stored/event";
import { formatFileName } from "../../stored/fileName";
import { type FileSystem, PRIVATE_FOLDER_MODE } from "../../stored/fileSystem";
import type { EventSink } from "../recorder";
import type { TelemetryContext } from "../telemetryContext";
import { type AppendResult, appendLines } from "./appendLines";
import { type Pending, headerLine, toPending } from "./pending";
import type { LocalSinkSettings } from "./settings";

/**
 * The longest delay of a timer. Node.js replaces a longer one with 1 ms
 * (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args).
 */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** What the sink needs. */
export interface LocalJsonlSinkOptions {
  readonly fs: FileSystem;
  /** The telemetry folder. It is created when the first event is stored. */
  readonly directory: string;
  /** The context of this window. No other window may use its session ID. */
  readonly context: TelemetryContext;
  readonly settings: LocalSinkSettings;
  /** Creates the event that reports how many events were dropped. */
  readonly describeLoss: (count: number) => EventRow;
  /** Receives errors of storing in the background. The events are kept and stored later. */
  readonly onError: (error: unknown) => void;
}

/** Stores events in dialect C. Each event goes to the file of its UTC day. */
export class LocalJsonlSink implements EventSink {
  settings: LocalSinkSettings;
  private readonly options: LocalJsonlSinkOptions;
  private buffer: Pending[] = [];
  private dropped = 0;
  /** The first line of every file, with a newline. */
  private readonly header: string;
  /** The number of the file that each day's events are currently written to. */
  private readonly parts = new Map<string, number>();
  private lastFlush: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  /** Flushes that have not ended yet. */
  private flushCount = 0;
  /** Whether a flush has been requested that has not started yet. It will store the whole buffer. */
  private isFlushDue = false;
  /** Whether the last flush failed or takes too long. Only then are events dropped. */
  private isFailing = false;

  constructor(options: LocalJsonlSinkOptions) {
    this.options = options;
    this.settings = options.settings;
    this.header = headerLine(options.context);
  }

  /** Adds an event to the buffer. */
  write(row: EventRow): void {
    this.buffer.push(toPending(row));
    if (this.isFailing) {
      this.dropOldest();
    }
    // After a failure, only the timer tries again. Otherwise, every new event would cause another
    // attempt.
    const isDue = this.buffer.length >= this.settings.flushBatchSize && !this.isFailing;
    if (isDue && !this.isFlushDue) {
      this.flushInBackground();
    } else {
      this.flushLater();
    }
  }

  /**
   * Stores the events that are in memory. Rejects if that fails, and keeps them for the next
   * attempt.
   */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushCount++;
    this.isFlushDue = true;
    // Flushes run one after the other. A failed flush doesn't prevent the next one.
    const flush = this.lastFlush.then(() => this.store()).finally(() => this.flushCount--);
    this.lastFlush = flush.catch(() => undefined);
    return flush;
  }

  private flushLater(): void {
    const delay = Math.min(this.settings.flushIntervalMs, LONGEST_DELAY_MS);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.flushNow();
    }, delay).unref();
  }

  /** Flushes. If the previous flush still runs, the disk doesn't answer, and memory is limited. */
  private flushNow(): void {
    if (this.flushCount === 0) {
      this.flushInBackground();
    } else {
      this.isFailing = true;
      this.dropOldest();
      this.flushLater();
    }
  }

  private flushInBackground(): void {
    this.flush().catch((error: unknown) => {
      this.options.onError(error);
    });
  }

  private async store(): Promise<void> {
    this.isFlushDue = false;
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

  /**
   * Appends the first events of one day to the current file of that day, as many as fit. Returns 0
   * stored lines if the file is full.
   */
  private async appendRun(pending: readonly [Pending, ...Pending[]]): Promise<AppendResult> {
    const { fs, directory } = this.options;
    const { date } = pending[0];
    const part = this.parts.get(date) ?? 0;
    try {
      await fs.promises.mkdir(directory, { recursive: true, mode: PRIVATE_FOLDER_MODE });
    } catch (error) {
      return { stored: 0, error };
    }
    const choose = (size: number): readonly string[] => this.fill(size, pending);
    const result = await appendLines(fs, this.path(date, part), this.header, choose);
    if (result.stored === 0 && result.error === undefined) {
      this.parts.set(date, part + 1);
    }
    return result;
  }

  /**
   * Selects the lines that fit into a file of `size` bytes. A file that only has a header gets at
   * least one line.
   */
  private fill(size: number, pending: readonly [Pending, ...Pending[]]): readonly string[] {
    const lines: string[] = [];
    let isEmpty = size === Buffer.byteLength(this.header);
    let end = size;
    for (const { date, line } of pending) {
      end += Buffer.byteLength(line);
      if (date !== pending[0].date || (end > this.settings.maxFileBytes && !isEmpty)) {
        break;
      }
      lines.push(line);
      isEmpty = false;
    }
    return lines;
  }

  private path(date: string, part: number): string {
    const { directory, context } = this.options;
    const session = context.session_id.slice(0, 8);
    return join(directory, formatFileName({ date, session, part }));
  }

  private dropOldest(): void {
    const excess = Math.ceil(this.buffer.length - this.settings.bufferLimit);
    if (excess > 0) {
      this.buffer.splice(0, excess);
      this.dropped += excess;
    }
  }
}
