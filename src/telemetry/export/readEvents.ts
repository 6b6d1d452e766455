import type { LineDefect } from "../event";
import type { FileSystem } from "../fileSystem";
import type { MeasuredFile } from "../fileSizes";
import { isSystemError } from "../systemError";
import { Budget } from "./budget";
import { LineCutter, type LinePiece } from "./cutLines";
import { NEWLINE } from "./lineEnds";
import { isHeader } from "./prepare/eventLines";
import type { Piece, PreparedEvents } from "./prepare/prepareEvents";
import type { Preparer } from "./prepare/preparer";
import { HEAD_SIZE, OpenFiles, readChunks } from "./readChunks";

/** What only an entry of a support bundle can have wrong with it. */
type EntryDefect =
  | "encryptedEntry"
  | "unknownCompression"
  | "checksumMismatch"
  | "oversizedEntry"
  | "tooManyEntries";

/** Something that was left out, and why: a line that is no event, the rest of a file, or what is not stored. */
export interface Skip {
  /** What {@link MeasuredFile} calls the file, a folder's path, or a path in a support bundle. */
  readonly file: string;
  /** 1-based; absent when it is about the file. */
  readonly line?: number;
  readonly reason:
    LineDefect | EntryDefect | "tooLong" | "unreadableFile" | "unreadableFolder" | "notStored";
  /** Bytes of a line that is too long, or of an entry that is too large. */
  readonly length?: number;
}

/** What reading needs beside the files. */
export interface ReadOptions {
  readonly fs: FileSystem;
  readonly preparer: Preparer;
  /** Told of what is left out; `count` of them when not all are told one by one. */
  readonly onSkip: (skip: Skip) => void;
  readonly onSkipped: (count: number) => void;
  /** Told of every chunk how many bytes it was. */
  readonly onRead?: ((bytes: number) => void) | undefined;
  /** When it aborts, reading throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Pieces of one file, and of all files, that are prepared before they are asked for. */
const MAX_AHEAD = 3;
const MAX_AHEAD_OF_ALL = 6;

/** What all readers of an export share. */
export class SharedReading {
  readonly openFiles = new OpenFiles();
  readonly ahead = new Budget(MAX_AHEAD_OF_ALL);
}

/** What is read of a file, in turn. */
type Read =
  | { readonly kind: "events"; readonly events: Promise<PreparedEvents> }
  | { readonly kind: "file"; readonly events: Promise<PreparedEvents | undefined> }
  | { readonly kind: "tooLong"; readonly length: number; readonly events?: undefined }
  | { readonly kind: "failed"; readonly error: unknown; readonly events?: undefined };

/**
 * The events of one file, in stored order and by the piece. A line that is no event costs itself alone, a file that
 * can't be read (further) costs the rest of itself; both are told to `onSkip`, and blank lines are not worth telling.
 * There are thousands of pieces: what needs not wait is done without a promise.
 */
export class EventReader {
  private readonly file: MeasuredFile;
  private readonly options: ReadOptions;
  private readonly shared: SharedReading;
  private readonly chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;
  private readonly cutter = new LineCutter();
  /** Those of the chunk that was read last. */
  private pieces: LinePiece[] = [];
  private readonly queue: Read[] = [];
  /** Has it read elsewhere, at once and as a whole, where that can be done. */
  private prepareFile: Preparer["prepareFile"];
  /** Whether there is no chunk behind the last one. */
  private isLastChunk = false;
  /** Whether nothing comes behind the queue. */
  private isAtEnd = false;
  /** The chunk that is being read now. */
  private reading: Promise<void> | undefined;
  /** Whether more is read than what is asked for. */
  private isAhead = false;
  /** How many of the queue count as ahead. */
  private aheadCount = 0;
  /** What was handed on last. */
  private taken: PreparedEvents | undefined;
  /** Lines before those in the queue. */
  private lineCount = 0;
  /** The last header line that was read. */
  private header: string | undefined;

  constructor(file: MeasuredFile, options: ReadOptions, shared: SharedReading) {
    this.file = file;
    this.options = options;
    this.shared = shared;
    const { fs, preparer, onRead } = options;
    this.prepareFile = file.size < HEAD_SIZE ? preparer.prepareFile : undefined;
    this.chunks = readChunks(fs, file, shared.openFiles, onRead);
  }

  /** Reads the file's beginning, or as much ahead as may be, and has it prepared; `next` waits for both. */
  begin(): void {
    while (!this.reading && this.isWanted()) {
      this.readOne();
    }
    this.giveBackAhead();
  }

  /** Reads on behind the beginning: from then on the file is open, and may get another name. */
  async readOn(): Promise<void> {
    this.begin();
    while (this.reading) {
      await this.reading;
    }
    while (!this.isAtEnd && !this.readOne()) {
      // eslint-disable-next-line @typescript-eslint/await-thenable -- It is one where a chunk has to be read.
      await this.reading;
    }
  }

  /** The events of the next piece, perhaps none; undefined at the end of the file. Nobody may need those before. */
  async next({ isAhead = true } = {}): Promise<PreparedEvents | undefined> {
    this.isAhead = isAhead;
    this.options.preparer.recycle(this.taken);
    this.taken = undefined;
    for (;;) {
      this.begin();
      while (this.queue.length === 0 && this.reading) {
        await this.reading;
      }
      const read = this.queue.shift();
      this.giveBackAhead();
      if (!read) {
        return undefined;
      }
      if (isAhead) {
        this.begin();
      }
      this.taken = this.counted(read, await read.events);
      if (this.taken) {
        return this.taken;
      }
    }
  }

  async close(): Promise<void> {
    this.isAtEnd = true;
    await this.chunks.return();
  }

  private isWanted(): boolean {
    if (this.isAtEnd || this.queue.length === 0) {
      return !this.isAtEnd;
    }
    const isTaken = this.isAhead && this.queue.length <= MAX_AHEAD && this.shared.ahead.take();
    this.aheadCount += isTaken ? 1 : 0;
    return isTaken;
  }

  private giveBackAhead(): void {
    const excess = Math.max(this.aheadCount - this.queue.length, 0);
    this.aheadCount -= excess;
    this.shared.ahead.giveBack(excess);
  }

  /** Goes on by a piece. False where a chunk has to be read before, which begins then. */
  private readOne(): boolean {
    if (this.prepareFile) {
      this.isAtEnd = true;
      this.queue.push({ kind: "file", events: heard(this.prepareFile(this.file)) });
      return true;
    }
    const piece = this.pieces.shift();
    if (!piece && !this.isLastChunk) {
      this.reading = this.readChunk();
      return false;
    }
    if (!piece) {
      this.isAtEnd = true;
    } else if ("tooLong" in piece) {
      this.queue.push({ kind: "tooLong", length: piece.tooLong });
    } else {
      this.queue.push({ kind: "events", events: this.prepare(piece.parts) });
    }
    return true;
  }

  private async readChunk(): Promise<void> {
    try {
      const { value: chunk } = await this.chunks.next();
      this.options.signal?.throwIfAborted();
      this.isLastChunk = !chunk;
      this.pieces = chunk ? this.cutter.add(chunk) : this.cutter.end();
    } catch (error) {
      this.isAtEnd = true;
      this.queue.push({ kind: "failed", error });
    }
    this.reading = undefined;
    this.begin();
  }

  private prepare(parts: Piece["parts"]): Promise<PreparedEvents> {
    const { header } = this;
    const { extensionId } = this.file;
    for (const part of parts) {
      this.header =
        lastHeader(Buffer.from(part.buffer, part.byteOffset, part.length)) ?? this.header;
    }
    return heard(this.options.preparer.prepare({ parts, header, extensionId }));
  }

  /** Tells what is left out, and hands on the rest. */
  private counted(read: Read, events: PreparedEvents | undefined): PreparedEvents | undefined {
    const { onSkip, onSkipped, onRead } = this.options;
    const { name: file } = this.file;
    if (read.kind === "failed") {
      if (!isSystemError(read.error)) {
        throw read.error;
      }
      onSkip({ file, reason: "unreadableFile" });
      return undefined;
    }
    if (read.kind === "tooLong") {
      onSkip({ file, line: ++this.lineCount, reason: "tooLong", length: read.length });
      return undefined;
    }
    if (!events) {
      // To be read here.
      this.prepareFile = undefined;
      this.isAtEnd = false;
      return undefined;
    }
    if (read.kind === "file") {
      onRead?.(this.file.size);
    }
    for (const { line, reason } of events.skipped) {
      onSkip({ file, line: this.lineCount + line, reason });
    }
    onSkipped(events.skippedCount - events.skipped.length);
    this.lineCount += events.lineCount;
    return events;
  }
}

/** A promise whose failure is told when its result is asked for. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** What a header line holds one of; a letter may be written as an escape. Begins with what is searched for fast. */
const HEADER_MARKS = ['header"', "\\u00"];

/** The last header among whole lines: it gives to those of the next piece what it gives to its own. */
function lastHeader(bytes: Buffer): string | undefined {
  let last: string | undefined;
  let lastStart = -1;
  for (const mark of HEADER_MARKS) {
    let end = 0;
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, end)) {
      const start = bytes.lastIndexOf(NEWLINE, at) + 1;
      const newline = bytes.indexOf(NEWLINE, at);
      end = newline < 0 ? bytes.length : newline;
      const header = bytes.toString("utf8", start, end).split("\r").findLast(isHeader);
      if (header !== undefined && start > lastStart) {
        last = header;
        lastStart = start;
      }
    }
  }
  return last;
}
