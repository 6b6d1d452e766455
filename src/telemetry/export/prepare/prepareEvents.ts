import type { LineDefect } from "../../event";
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
  /** Where the events' texts go if there is room: that of events that nobody needs any more. */
  readonly memory?: ArrayBuffer | undefined;
}

/**
 * The events of a piece that lie in the window, in stored order, as what they are in the document. Numbers and
 * bytes: objects would be copied one by one from thread to thread.
 */
export interface PreparedEvents {
  /** Lines of the piece. */
  readonly lineCount: number;
  /** The events' texts in UTF-8, one behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each event's text ends. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** When each event happened, as in a Timestamp. */
  readonly ms: Float64Array<ArrayBuffer>;
  readonly nanos: Uint32Array<ArrayBuffer>;
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

/** Turns pieces into what is written of them. It remembers from one to the next what it saw; order does not matter. */
export type PrepareEvents = (piece: Piece) => PreparedEvents;

/** What prepares the events of one export: reads lines, protects what is secret, and encodes. */
export function createPreparation(
  format: Pick<ExportFormat, "createEncoder">,
  { window, identifiers, localNames }: PrepareOptions,
): PrepareEvents {
  const splitter = new LineSplitter();
  const protect = createEventProtection(identifiers, localNames);
  const encode = format.createEncoder();
  const contexts = new KnownContexts();
  return ({ parts, header, memory }) => {
    const events = new Collector(memory);
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
    const { skipped, skippedCount } = skips;
    return { ...events.collected(), lineCount, skipped, skippedCount };
  };
}

class Collector {
  private readonly output: Output;
  private readonly ends: number[] = [];
  private readonly ms: number[] = [];
  private readonly nanos: number[] = [];
  private readonly resources: { resource: string; end: number }[] = [];

  constructor(memory: ArrayBuffer | undefined) {
    this.output = new Output(memory);
  }

  add(text: string, resource: string, time: { readonly ms: number; readonly nanos: number }): void {
    this.output.addText(text);
    this.ends.push(this.output.length);
    this.ms.push(time.ms);
    this.nanos.push(time.nanos);
    const run = this.resources.at(-1);
    if (run?.resource === resource) {
      run.end++;
    } else {
      this.resources.push({ resource, end: this.ends.length });
    }
  }

  collected(): Omit<PreparedEvents, "lineCount" | "skipped" | "skippedCount"> {
    return {
      bytes: this.output.bytes,
      ends: Uint32Array.from(this.ends),
      ms: Float64Array.from(this.ms),
      nanos: Uint32Array.from(this.nanos),
      resources: this.resources,
    };
  }
}
