import type { FileSystem } from "../../fileSystem";
import type { MeasuredFile } from "../../fileSizes";
import type { WriteEvents } from "../mergeEvents";
import { Output } from "../output";
import { patientFs } from "../patientFs";
import { endOf } from "../prepare/prepareEvents";
import type { Preparer } from "../prepare/preparer";
import type { Skip } from "../readEvents";
import { Skips } from "../skips";
import type { EventWriter, ExportFormat } from "../writers/format";

/** Bytes that are gathered before they are written. */
const WRITE_SIZE = 131_072;

/** What a document is made of. */
export interface DocumentRequest {
  /** By day, session and part. */
  readonly files: readonly MeasuredFile[];
  /** Version of the exporting extension. */
  readonly version: string;
}

/** What writing a document works with and reports to. */
export interface DocumentEnvironment {
  readonly fs: FileSystem;
  readonly preparer: Preparer;
  /** The text's memory may be used again when this has ended. */
  readonly write: (text: Uint8Array) => Promise<void> | undefined;
  /** When it aborts, this throws its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each chunk that is read or written. */
  readonly onProgress?: OnProgress | undefined;
}

/** Is told how far an export is. */
export type OnProgress = (progress: ExportProgress) => void;

/** How far an export is. */
export interface ExportProgress {
  /** Events written so far. */
  readonly eventCount: number;
  /** The part of the stored bytes that is read, from 0 to 1. */
  readonly fraction: number;
}

/** What was written, and what was not. */
export interface WrittenDocument {
  /** Events written. */
  readonly eventCount: number;
  readonly bytesWritten: number;
  /** See {@link EventWriter.oversizedRequests}. */
  readonly oversizedRequestCount: number;
  /** The first of what was left out, as {@link Skips} keeps it. */
  readonly skipped: readonly Skip[];
  /** All of what was left out. */
  readonly skippedCount: number;
}

/** Reads the files and writes the document of their events. */
export async function writeDocument(
  format: ExportFormat,
  { files, version }: DocumentRequest,
  { fs, preparer, write, signal, onProgress }: DocumentEnvironment,
): Promise<WrittenDocument> {
  const skips = new Skips<Skip>();
  const output = new Output(new ArrayBuffer(WRITE_SIZE));
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  let bytesRead = 0;
  let bytesWritten = 0;
  let eventCount = 0;
  const tell = (): void => {
    // The last line of a file can have grown since it was measured.
    onProgress?.({ eventCount, fraction: Math.min(bytesRead / totalBytes, 1) });
  };
  const flush = async (): Promise<void> => {
    bytesWritten += output.length;
    tell();
    await write(output.bytes);
    output.clear();
  };
  const writer = format.createWriter({ version });
  const add = adder(writer, format.separator, output);
  output.addText(writer.header());
  await format.order(
    files,
    {
      fs: patientFs(fs, signal),
      preparer,
      onSkip: (skip) => {
        skips.add(skip);
      },
      onSkipped: (count) => {
        skips.addUntold(count);
      },
      onRead: (bytes) => {
        bytesRead += bytes;
        tell();
      },
      signal,
    },
    (events, start, end) => {
      add(events, start, end);
      eventCount += end - start;
      return output.length >= WRITE_SIZE ? flush() : undefined;
    },
  );
  output.addText(writer.footer());
  await flush();
  const oversizedRequestCount = writer.oversizedRequests?.(bytesWritten) ?? 0;
  const { skipped, skippedCount } = skips;
  return { eventCount, bytesWritten, oversizedRequestCount, skipped, skippedCount };
}

/** Adds events to the output, together as long as what stands between them is the separator that they bring. */
function adder(
  writer: EventWriter,
  separator: string,
  output: Output,
): (...events: Parameters<WriteEvents>) => void {
  return (events, start, end) => {
    const { bytes, resources } = events;
    let run = 0;
    let position = start === 0 ? 0 : endOf(events, start - 1);
    /** Bytes before it are in the output, or not to be there. */
    let copied = position;
    for (let index = start; index < end; index++) {
      while ((resources[run]?.end ?? end) <= index) {
        run++;
      }
      const textStart = position + separator.length;
      const textEnd = endOf(events, index);
      const before = writer.before(resources[run]?.resource ?? "", textEnd - textStart);
      if (before !== separator) {
        output.addPart(bytes, copied, position);
        output.addText(before);
        copied = textStart;
      }
      position = textEnd;
    }
    output.addPart(bytes, copied, position);
  };
}
