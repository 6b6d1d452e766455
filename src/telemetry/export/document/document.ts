import { type Completeness, summarizeSessions } from "../../completeness/completeness";
import type { SkipSummary } from "../../read/skips";
import type { Destination, LaterPart } from "../destination/destination";
import type { Data, ExportFormat } from "../formats/format";
import { Findings, type FoundInFiles } from "./findings";
import { type PartCounts, type WrittenPart, noCounts } from "./writePart";

/**
 * What was written, and what was found in the files. `eventCount`, `omittedCount`, `skippedCount` and
 * `outsideCount` add up to `rowsRead`.
 */
export interface WrittenDocument
  extends
    Omit<PartCounts, "oversizedCount">,
    Pick<FoundInFiles, "rowsRead" | "outsideCount" | "outOfOrderCount">,
    SkipSummary,
    Completeness {
  /** Number of requests that are larger than endpoints usually accept. */
  readonly oversizedRequestCount: number;
}

/** Combines parts into one document at a destination. */
export class Document {
  readonly found = new Findings((id) => id);
  private readonly destination: Destination;
  private readonly format: ExportFormat;
  private readonly counts: Record<keyof PartCounts, number> = { ...noCounts };

  constructor(destination: Destination, format: ExportFormat) {
    this.destination = destination;
    this.format = format;
  }

  /** Writes what stands before, between or after parts. */
  async write(data: Data): Promise<void> {
    this.counts.bytesWritten += Buffer.byteLength(data);
    await this.destination.write(data);
  }

  /** Adds the counts of a part that has already been written. */
  count(part: WrittenPart): void {
    for (const key of Object.keys(this.counts) as (keyof PartCounts)[]) {
      this.counts[key] += part[key];
    }
    this.found.add(part);
  }

  /** Appends a part that was written to a separate file, and adds its counts. */
  async append(file: LaterPart, part: WrittenPart): Promise<void> {
    if (part.eventCount > 0) {
      await this.write(this.counts.eventCount > 0 ? this.format.separator : "");
      await file.append();
    }
    this.count(part);
  }

  summary(): WrittenDocument {
    return summarize(this.counts, this.found.list(), this.format.tooLarge?.documentBytes);
  }
}

function summarize(
  { bytesWritten, oversizedCount, ...counts }: PartCounts,
  { rowsRead, outsideCount, outOfOrderCount, skipped, skippedCount, sessions }: FoundInFiles,
  documentBytes = Infinity,
): WrittenDocument {
  return {
    ...counts,
    rowsRead,
    outsideCount,
    outOfOrderCount,
    skipped,
    skippedCount,
    ...summarizeSessions(sessions),
    bytesWritten,
    oversizedRequestCount: oversizedCount + (bytesWritten > documentBytes ? 1 : 0),
  };
}

/** What there is to say if no file is read. */
export const nothingWritten = summarize(noCounts, new Findings(String).list());
