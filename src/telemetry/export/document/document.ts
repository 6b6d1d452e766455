import type { Destination, LaterPart } from "../destination/destination";
import type { ExportFormat } from "../formats/format";
import type { Skip } from "../read/skip";
import { type SkipSummary, Skips } from "../read/skips";
import type { WrittenPart } from "./writePart";

/** What was written and what was skipped. */
export interface WrittenDocument extends SkipSummary<Skip> {
  /** Events written. */
  readonly eventCount: number;
  /**
   * Number of events written whose row or header had to be changed to be I-JSON (see {@link
   * toIJson}), or had bytes that are not UTF-8.
   */
  readonly repairedCount: number;
  readonly bytesWritten: number;
  /** Number of requests that are larger than endpoints usually accept. */
  readonly oversizedRequestCount: number;
}

/** Combines parts into one document at a destination. */
export class Document {
  private readonly destination: Destination;
  private readonly format: ExportFormat;
  private readonly skips = new Skips<Skip>();
  private eventCount = 0;
  private repairedCount = 0;
  private bytesWritten = 0;
  private oversizedCount = 0;

  constructor(destination: Destination, format: ExportFormat) {
    this.destination = destination;
    this.format = format;
  }

  /** Writes text before, between or after parts. */
  async write(text: string): Promise<void> {
    this.bytesWritten += Buffer.byteLength(text);
    await this.destination.write(text);
  }

  /** Adds the counts of a part whose text has already been written. */
  count(part: WrittenPart): void {
    this.eventCount += part.eventCount;
    this.repairedCount += part.repairedCount;
    this.bytesWritten += part.bytesWritten;
    this.oversizedCount += part.oversizedCount;
    this.skips.addAll(part);
  }

  /** Appends a part that was written to a separate file, and adds its counts. */
  async append(file: LaterPart, part: WrittenPart): Promise<void> {
    if (part.eventCount > 0) {
      await this.write(this.eventCount > 0 ? this.format.separator : "");
      await file.append();
    }
    this.count(part);
  }

  summary(): WrittenDocument {
    const { eventCount, repairedCount, bytesWritten, oversizedCount, skips } = this;
    const { skipped, skippedCount } = skips;
    const { documentBytes = Infinity } = this.format.tooLarge ?? {};
    const oversizedRequestCount = oversizedCount + (bytesWritten > documentBytes ? 1 : 0);
    return {
      eventCount,
      repairedCount,
      bytesWritten,
      oversizedRequestCount,
      skipped,
      skippedCount,
    };
  }
}
