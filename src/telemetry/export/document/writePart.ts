import type { FileSystem } from "../../stored/fileSystem";
import type { Data, ExportFormat } from "../formats/format";
import type { FoundInFiles } from "./findings";
import type { Part } from "./part";
import { PartReader, type ReadingOptions } from "./partReader";
import { PendingData } from "./pendingData";

/** Number of characters or bytes that are collected before they are written. */
const WRITE_LENGTH = 65_536;

/** What to write. */
export interface PartRequest extends ReadingOptions {
  readonly files: Part;
  /** Version of the exporting extension. */
  readonly version: string;
}

/** What writing a part needs. */
export interface PartEnvironment {
  readonly fs: FileSystem;
  readonly write: (data: Data) => Promise<void> | undefined;
  readonly onProgress: (progress: PartProgress) => void;
  /** If it aborts, writing throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The progress of a part. */
export interface PartProgress {
  /** Events written so far. */
  readonly eventCount: number;
  readonly bytesRead: number;
}

/** What was written. */
export interface PartCounts {
  /** Events written. */
  readonly eventCount: number;
  /** Number of further events in the range that the format can't represent. */
  readonly omittedCount: number;
  /**
   * Number of events written whose row or header had to be changed to be I-JSON (see {@link
   * toIJson}), or had bytes that are not UTF-8.
   */
  readonly repairedCount: number;
  readonly bytesWritten: number;
  /** See {@link PartWriter.oversizedCount}. */
  readonly oversizedCount: number;
}

export const noCounts: PartCounts = {
  eventCount: 0,
  omittedCount: 0,
  repairedCount: 0,
  bytesWritten: 0,
  oversizedCount: 0,
};

/** What was written, and what was found in the files. Threads send it. */
export interface WrittenPart extends FoundInFiles, PartCounts {}

/** Reads the files of a part and writes their events in the order that the format requires. */
export async function writePart(
  format: ExportFormat,
  { files, version, ...options }: PartRequest,
  { fs, write, onProgress, signal }: PartEnvironment,
): Promise<WrittenPart> {
  const counts: Record<keyof PartCounts, number> = { ...noCounts };
  const pending = new PendingData();
  const onRead = (): void => {
    onProgress({ eventCount: counts.eventCount, bytesRead: reader.found.bytesRead });
  };
  const reader = new PartReader(format, options, { fs, onRead, signal });
  const writer = format.createWriter({ version });
  const flush = async (): Promise<void> => {
    const written = pending.take();
    counts.bytesWritten += Buffer.byteLength(written);
    await write(written);
  };
  for await (const events of format.order(files, (file, purpose) => reader.open(file, purpose))) {
    for (const event of events) {
      if (event.record.length === 0) {
        counts.omittedCount++;
        continue;
      }
      pending.add(writer.add(event));
      counts.eventCount++;
      counts.repairedCount += event.isRepaired ? 1 : 0;
      if (pending.length >= WRITE_LENGTH) {
        await flush();
      }
    }
  }
  if (counts.eventCount > 0) {
    pending.add(writer.end());
  }
  await flush();
  const { oversizedCount = 0 } = writer;
  return { ...reader.found.list(), ...counts, oversizedCount };
}
