import type { LineDefect } from "../../event";
import type { Timestamp } from "../../timestamp";
import { contains, type UtcWindow } from "../dateRange";
import type { IdentifierMode } from "../identifiers/identifiers";
import type { LocalNames } from "../identifiers/localNames";
import { createEventProtection } from "../identifiers/protectEvents";
import { Output } from "../output";
import { Skips } from "../skips";
import type { ExportFormat } from "../writers/format";
import { EventLines } from "./eventLines";
import { KnownContexts } from "./knownContexts";
import { LineSplitter } from "./splitLines";

/** What becomes of all events of an export. */
export interface PrepareOptions {
  readonly window: UtcWindow;
  readonly identifiers: IdentifierMode;
  readonly localNames?: LocalNames | undefined;
}

/** Whole lines of one file. */
export interface Piece {
  /** Each of whole lines. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  /** The last header line of the file before them. */
  readonly header: string | undefined;
  /** Id of the extension that wrote them, where that is known. */
  readonly extensionId: string | undefined;
}

/**
 * The events of a piece that lie in the window, in stored order, as what they are in the document. Numbers and
 * bytes: objects would be copied one by one from thread to thread.
 */
export interface PreparedEvents {
  /** Lines of the piece. */
  readonly lineCount: number;
  /** Events. */
  readonly count: number;
  /**
   * The events' texts in UTF-8, one behind the other, each behind the format's separator, and behind all of them a
   * record of each event, which {@link endOf} and others read. A DataView: parts of it are read without an object for each.
   */
  readonly bytes: DataView<ArrayBuffer>;
  /** Of events that follow each other, and have the same resource. */
  readonly resources: readonly ResourceRun[];
  /** The first of the lines that are no events, as {@link Skips} keeps them. */
  readonly skipped: readonly SkippedLine[];
  /** All of them. */
  readonly skippedCount: number;
}

/** Bytes of an event's record: milliseconds, nanoseconds, and where its text ends. */
const RECORD_SIZE = 16;
const NANOS = 8;
const END = 12;

function recordOf({ bytes, count }: PreparedEvents, index: number): number {
  return bytes.byteLength - (count - index) * RECORD_SIZE;
}

/** Where an event's text ends. */
export function endOf(events: PreparedEvents, index: number): number {
  return events.bytes.getUint32(recordOf(events, index) + END);
}

/** When an event happened, as in a Timestamp. */
export function msOf(events: PreparedEvents, index: number): number {
  return events.bytes.getFloat64(recordOf(events, index));
}

/** See {@link msOf}. */
export function nanosOf(events: PreparedEvents, index: number): number {
  return events.bytes.getUint32(recordOf(events, index) + NANOS);
}

interface ResourceRun {
  /** See {@link EncodedEvent}. */
  readonly resource: string;
  /** Index of the first event behind them. */
  readonly end: number;
}

interface SkippedLine {
  /** 1-based, within the piece. */
  readonly line: number;
  readonly reason: LineDefect;
}

/**
 * Turns pieces into what is written of them, in the given memory if there is room. It remembers from one to the next what
 * it saw; order does not matter.
 */
export type PrepareEvents = (piece: Piece, memory: ArrayBuffer) => PreparedEvents;

/** What prepares the events of one export: reads lines, protects what is secret, and encodes. */
export function createPreparation(
  format: Pick<ExportFormat, "createEncoder" | "separator">,
  { window, identifiers, localNames }: PrepareOptions,
): PrepareEvents {
  const splitter = new LineSplitter();
  const protect = createEventProtection(identifiers, localNames);
  const encode = format.createEncoder();
  const contexts = new KnownContexts();
  const events = new Collector(Buffer.from(format.separator));
  return ({ parts, header, extensionId }, memory) => {
    events.begin(memory);
    const skips = new Skips<SkippedLine>();
    const eventLines = new EventLines({ header, extensionId }, contexts);
    let lineCount = 0;
    splitter.split(parts, (line) => {
      lineCount++;
      const read = eventLines.read(line);
      if (read.kind === "defect") {
        skips.add({ line: lineCount, reason: read.defect });
      } else if (read.kind === "event" && contains(window, read.event.time.ms)) {
        const { text, resource } = encode(protect(read.event));
        events.add(text, resource, read.event.time);
      }
    });
    return events.collected(lineCount, skips);
  };
}

/** Collects the events of one piece after another. */
class Collector {
  private readonly separator: Uint8Array;
  private output = new Output(new ArrayBuffer(0));
  /**
   * In memory that is used for each piece. A list that is made anew for each would outlive most of what is made
   * for its lines, so that V8 would keep it with what lives for long, and its memory would grow and grow.
   */
  private readonly records = new Output(new ArrayBuffer(1024 * RECORD_SIZE));
  private count = 0;
  private resources: { resource: string; end: number }[] = [];

  constructor(separator: Uint8Array) {
    this.separator = separator;
  }

  /** Begins with a piece, whose events go where there is memory for them. */
  begin(memory: ArrayBuffer): void {
    this.output = new Output(memory);
    this.records.clear();
    this.count = 0;
    this.resources = [];
  }

  add(text: string, resource: string, { ms, nanos }: Timestamp): void {
    this.output.add(this.separator);
    this.output.addText(text);
    this.records.addDouble(ms);
    this.records.addUint32(nanos);
    this.records.addUint32(this.output.length);
    this.count++;
    const run = this.resources.at(-1);
    if (run?.resource === resource) {
      run.end++;
    } else {
      this.resources.push({ resource, end: this.count });
    }
  }

  /** What there is of the piece; the next one has to begin then. */
  collected(lineCount: number, { skipped, skippedCount }: Skips<SkippedLine>): PreparedEvents {
    const { output, count, resources } = this;
    output.add(this.records.bytes);
    // In one: V8 makes an object that another is spread into a shape of its own each time, and keeps that for long.
    return { lineCount, count, bytes: output.dataView, resources, skipped, skippedCount };
  }
}
