import { type Completeness, summarizeSessions } from "../../completeness/completeness";
import { Sessions } from "../../completeness/sessions";
import type { Skip } from "../../read/skip";
import { type SkipSummary, Skips } from "../../read/skips";
import type { Destination, LaterPart } from "../destination/destination";
import type { Data, ExportFormat } from "../formats/format";
import type { FileDigest } from "./fileDigest";
import type { UnreadFile } from "./findings";
import type { WrittenPart } from "./writePart";

/**
 * What was written, and what was found in the files. `eventCount`, `skippedCount` and `outsideCount`
 * add up to `rowsRead`.
 */
export interface WrittenDocument extends SkipSummary<Skip>, Completeness {
  /** Events written. */
  readonly eventCount: number;
  /** Number of further events in the range that the format can't represent. */
  readonly omittedCount: number;
  /**
   * Number of events written whose row or header had to be changed to be I-JSON (see {@link
   * toIJson}), or had bytes that are not UTF-8.
   */
  readonly repairedCount: number;
  /**
   * Number of rows in the files that were read. A row is a line that is neither blank nor a header;
   * a line with several JSON objects has as many rows.
   */
  readonly rowsRead: number;
  /** Number of events that were read, but are not in the range or don't match the filter. */
  readonly outsideCount: number;
  readonly bytesWritten: number;
  /** Number of requests that are larger than endpoints usually accept. */
  readonly oversizedRequestCount: number;
}

/** Combines parts into one document at a destination. */
export class Document {
  private readonly destination: Destination;
  private readonly format: ExportFormat;
  /** The files that could not be read completely, by path: two parts can read the same file. */
  readonly unread = new Map<string, UnreadFile>();
  /** Number of files of which nothing could be read. */
  untouchedCount = 0;
  readonly digests: FileDigest[] = [];
  private readonly skips = new Skips<Skip>();
  private readonly sessions = new Sessions((id) => id);
  private eventCount = 0;
  private omittedCount = 0;
  private repairedCount = 0;
  private rowsRead = 0;
  private outsideCount = 0;
  private bytesWritten = 0;
  private oversizedCount = 0;

  constructor(destination: Destination, format: ExportFormat) {
    this.destination = destination;
    this.format = format;
  }

  /** Writes what stands before, between or after parts. */
  async write(data: Data): Promise<void> {
    this.bytesWritten += Buffer.byteLength(data);
    await this.destination.write(data);
  }

  /** Adds the counts of a part that has already been written. */
  count(part: WrittenPart): void {
    this.eventCount += part.eventCount;
    this.omittedCount += part.omittedCount;
    this.repairedCount += part.repairedCount;
    this.bytesWritten += part.bytesWritten;
    this.oversizedCount += part.oversizedCount;
    this.rowsRead += part.rowsRead;
    this.outsideCount += part.outsideCount;
    this.skips.addAll(part);
    this.sessions.addAll(part.sessions);
    this.untouchedCount += part.untouchedCount;
    this.digests.push(...part.digests);
    for (const file of part.unread) {
      this.unread.set(file.path, file);
    }
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
    const { eventCount, omittedCount, repairedCount, rowsRead, outsideCount } = this;
    const { bytesWritten, oversizedCount } = this;
    const { skipped, skippedCount } = this.skips;
    const { documentBytes = Infinity } = this.format.tooLarge ?? {};
    const oversizedRequestCount = oversizedCount + (bytesWritten > documentBytes ? 1 : 0);
    return {
      eventCount,
      omittedCount,
      repairedCount,
      rowsRead,
      outsideCount,
      skipped,
      skippedCount,
      ...summarizeSessions(this.sessions.list()),
      bytesWritten,
      oversizedRequestCount,
    };
  }
}
