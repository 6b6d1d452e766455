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
}

/**
 * The events of a piece that lie in the window, in stored order, as what they are in the document. Numbers and
 * bytes: objects would be copied one by one from thread to thread.
 */
export interface PreparedEvents {
  /** Lines of the piece. */
  readonly lineCount: number;
  /** The events' texts in UTF-8, one behind the other, each behind the format's separator. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each event's text ends. */
  readonly ends: Float64Array<ArrayBuffer>;
  /** When each event happened, as in a Timestamp. */
  readonly ms: Float64Array<ArrayBuffer>;
  readonly nanos: Float64Array<ArrayBuffer>;
  /** Of events that follow each other, and have the same resource. */
  readonly resources: readonly ResourceRun[];
  /** The first of the lines that are no events, as {@link Skips} keeps them. */
  readonly skipped: readonly SkippedLine[];
  /** All of them. */
  readonly skippedCount: number;
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
  return ({ parts, header }, memory) => {
    events.begin(memory);
    const skips = new Skips<SkippedLine>();
    const eventLines = new EventLines(header, contexts);
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
  private readonly ends = new Column();
  private readonly ms = new Column();
  private readonly nanos = new Column();
  private resources: { resource: string; end: number }[] = [];

  constructor(separator: Uint8Array) {
    this.separator = separator;
  }

  /** Begins with a piece, whose events go where there is memory for them. */
  begin(memory: ArrayBuffer): void {
    this.output = new Output(memory);
    this.resources = [];
  }

  add(text: string, resource: string, time: Timestamp): void {
    this.output.add(this.separator);
    this.output.addText(text);
    this.ends.add(this.output.length);
    this.ms.add(time.ms);
    this.nanos.add(time.nanos);
    const run = this.resources.at(-1);
    if (run?.resource === resource) {
      run.end++;
    } else {
      this.resources.push({ resource, end: this.ends.length });
    }
  }

  /** What there is of the piece; the next one has to begin then. */
  collected(lineCount: number, { skipped, skippedCount }: Skips<SkippedLine>): PreparedEvents {
    // In one: V8 makes an object that another is spread into a shape of its own each time, and keeps that for long.
    return {
      lineCount,
      bytes: this.output.bytes,
      ends: this.ends.taken(),
      ms: this.ms.taken(),
      nanos: this.nanos.taken(),
      resources: this.resources,
      skipped,
      skippedCount,
    };
  }
}

/**
 * Numbers, in memory that is used for each piece. A list that is made anew for each would outlive most of what is made
 * for its lines, so that V8 would keep it with what lives for long, and its memory would grow and grow.
 */
class Column {
  private numbers = new Float64Array(1024);
  length = 0;

  add(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = number;
  }

  /** Those that were added since it was called before. */
  taken(): Float64Array<ArrayBuffer> {
    const taken = this.numbers.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}
