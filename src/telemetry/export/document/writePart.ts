import type { FileSystem } from "../../stored/fileSystem";
import type { FoundInFiles } from "../completeness/findings";
import type { ExportFormat } from "../formats/format";
import type { Part } from "./part";
import { PartReader, type ReadingOptions } from "./partReader";

/** Number of characters that are collected before they are written. */
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
  readonly write: (text: string) => Promise<void> | undefined;
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

/** What was written, and what was found in the files. Threads send it. */
export interface WrittenPart extends FoundInFiles {
  readonly eventCount: number;
  /** See {@link WrittenDocument.repairedCount}. */
  readonly repairedCount: number;
  readonly bytesWritten: number;
  /** See {@link PartWriter.oversizedCount}. */
  readonly oversizedCount: number;
}

/** Reads the files of a part and writes their events in the order that the format requires. */
export async function writePart(
  format: ExportFormat,
  { files, version, ...options }: PartRequest,
  { fs, write, onProgress, signal }: PartEnvironment,
): Promise<WrittenPart> {
  let eventCount = 0;
  let repairedCount = 0;
  let bytesWritten = 0;
  let text = "";
  const onRead = (): void => {
    onProgress({ eventCount, bytesRead: reader.found.bytesRead });
  };
  const reader = new PartReader(format, options, { fs, onRead, signal });
  const writer = format.createWriter({ version });
  const flush = async (): Promise<void> => {
    const written = text;
    text = "";
    bytesWritten += Buffer.byteLength(written);
    await write(written);
  };
  for await (const events of format.order(files, (file, purpose) => reader.open(file, purpose))) {
    for (const event of events) {
      text += writer.add(event);
      eventCount++;
      repairedCount += event.isRepaired ? 1 : 0;
      if (text.length >= WRITE_LENGTH) {
        await flush();
      }
    }
  }
  text += eventCount > 0 ? writer.end() : "";
  await flush();
  const { oversizedCount = 0 } = writer;
  return { ...reader.found.list(), eventCount, repairedCount, bytesWritten, oversizedCount };
}
