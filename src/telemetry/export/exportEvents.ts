import type { UtcWindow } from "./dateRange";
import type { Destination, OpenDestination } from "./destination";
import { ExportError } from "./errors";
import type { FileSystem } from "../fileSystem";
import type { IdentifierMode } from "./identifiers/identifiers";
import type { LocalNames } from "./identifiers/localNames";
import { createEventProtection, type ProtectEvent } from "./identifiers/protectEvents";
import type { Skip, TelemetryEvent } from "./readEvents";
import { measureFiles, type MeasuredFile } from "../fileSizes";
import { patientFs } from "./patientFs";
import { listFiles, selectFiles } from "./selectFiles";
import { untilAborted } from "./untilAborted";
import type { EventWriter, ExportFormat } from "./writers/format";

/** What to export, from where, and to where. */
export interface ExportRequest {
  /** The telemetry folder. */
  readonly directory: string;
  readonly window: UtcWindow;
  readonly format: ExportFormat;
  readonly openDestination: OpenDestination;
  /** `keep` unless given; secrets are masked in any case. */
  readonly identifiers?: IdentifierMode | undefined;
}

/** How far an export is. */
export interface ExportProgress {
  /** Events written so far. */
  readonly eventCount: number;
  /** The part of the stored bytes that is read, from 0 to 1. */
  readonly fraction: number;
}

/** What an export works with and reports to. */
export interface ExportEnvironment {
  readonly fs: FileSystem;
  /** Version of the exporting extension. */
  readonly version: string;
  /** Names that `pseudonymize` finds as words, wherever they stand. */
  readonly localNames?: LocalNames | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with each chunk that is read. */
  readonly onProgress?: (progress: ExportProgress) => void;
}

/** What an export did. */
export interface ExportSummary {
  /** Events written. */
  readonly eventCount: number;
  /** Telemetry files read. */
  readonly fileCount: number;
  readonly bytesWritten: number;
  /** The first of what was left out, at most {@link MAX_SKIPS_KEPT}. */
  readonly skipped: readonly Skip[];
  /** All of what was left out. */
  readonly skippedCount: number;
  /** Requests in the document that are larger than {@link ExportFormat.tooLarge} allows. */
  readonly oversizedRequestCount: number;
}

/** How an export ended; only `exported` has touched the destination. */
export type ExportOutcome =
  ({ readonly kind: "exported" | "empty" } & ExportSummary) | { readonly kind: "cancelled" };

/** So many skips are told one by one; a folder of garbage would fill the memory otherwise. */
const MAX_SKIPS_KEPT = 100;

/** A summary that tells one skip more, before all others. */
export function withSkip<T extends ExportSummary>(summary: T, skip: Skip): T {
  return {
    ...summary,
    skipped: [skip, ...summary.skipped].slice(0, MAX_SKIPS_KEPT),
    skippedCount: summary.skippedCount + 1,
  };
}

/** Characters of text that are written at once. */
const WRITE_SIZE = 131_072;

/**
 * Selects the files by name, reads their events, and writes those in the window to the destination,
 * which changes in the last step or not at all. Throws an ExportError when it can't be done.
 */
export async function exportEvents(
  { directory, window, format, openDestination, identifiers = "keep" }: ExportRequest,
  { fs, version, localNames, signal, onProgress }: ExportEnvironment,
): Promise<ExportOutcome> {
  const selected = selectFiles(await listFiles(fs, directory), window);
  const skipped: Skip[] = [];
  let skippedCount = 0;
  const onSkip = (skip: Skip): void => {
    if (skippedCount++ < MAX_SKIPS_KEPT) {
      skipped.push(skip);
    }
  };
  let destination: Destination | undefined;
  try {
    destination = await openUnlessAborted(openDestination, signal);
    const files = await measureFiles(selected, { fs, onSkip, signal });
    let eventCount = 0;
    const onRead = readCounter(files, (fraction) => {
      onProgress?.({ eventCount, fraction });
    });
    const options = { fs: patientFs(fs, signal), window, onSkip, onRead, signal };
    const events = format.order(files, options);
    const writer = format.createWriter({ version });
    const protect = createEventProtection(identifiers, localNames);
    const written = await writeDocument(events, protect, writer, destination, (count) => {
      eventCount = count;
    });
    const summary = { ...written, fileCount: files.length, skipped, skippedCount };
    signal?.throwIfAborted();
    if (written.eventCount === 0) {
      await destination.discard();
      return { ...summary, kind: "empty", bytesWritten: 0 };
    }
    await destination.commit(signal);
    return { ...summary, kind: "exported" };
  } catch (error) {
    await destination?.discard();
    if (signal?.aborted && !isUncertain(error)) {
      return { kind: "cancelled" };
    }
    throw error;
  }
}

/** A destination that is opened when nobody waits for it any more is discarded. */
async function openUnlessAborted(
  openDestination: OpenDestination,
  signal: AbortSignal | undefined,
): Promise<Destination> {
  const opening = openDestination();
  try {
    return await untilAborted(opening, signal);
  } catch (error) {
    void opening.then(
      (destination) => destination.discard(),
      () => undefined,
    );
    throw error;
  }
}

function isUncertain(error: unknown): boolean {
  return error instanceof ExportError && error.code === "destinationUncertain";
}

/** Counts bytes read, as a part of what the files held; the last line of one can have grown since. */
function readCounter(
  files: readonly MeasuredFile[],
  onFraction: (fraction: number) => void,
): (bytes: number) => void {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let bytesRead = 0;
  return (bytes) => {
    bytesRead += bytes;
    onFraction(Math.min(bytesRead / total, 1));
  };
}

async function writeDocument(
  events: AsyncIterable<Iterable<TelemetryEvent>>,
  protect: ProtectEvent,
  writer: EventWriter,
  destination: Destination,
  onWritten: (eventCount: number) => void,
): Promise<Pick<ExportSummary, "eventCount" | "bytesWritten" | "oversizedRequestCount">> {
  let eventCount = 0;
  let bytesWritten = 0;
  let text = writer.header();
  /** Of the text before: the next is made meanwhile. */
  let writing: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(text);
    text = "";
    await writing;
    bytesWritten += bytes.length;
    onWritten(eventCount);
    writing = destination.write(bytes);
    // It is told where it is awaited.
    writing.catch(() => undefined);
  };
  try {
    for await (const batch of events) {
      for (const event of batch) {
        text += writer.event(protect(event));
        eventCount++;
        if (text.length >= WRITE_SIZE) {
          await flush();
        }
      }
    }
    text += writer.footer();
    await flush();
  } finally {
    await writing;
  }
  const oversizedRequestCount = writer.oversizedRequests?.(bytesWritten) ?? 0;
  return { eventCount, bytesWritten, oversizedRequestCount };
}
