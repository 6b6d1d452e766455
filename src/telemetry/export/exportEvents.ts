import { availableParallelism } from "node:os";
import type { UtcWindow } from "./dateRange";
import type { Destination, OpenDestination } from "./destination";
import { ExportError } from "./errors";
import type { FileSystem } from "../fileSystem";
import type { IdentifierMode } from "./identifiers/identifiers";
import type { LocalNames } from "./identifiers/localNames";
import { createPreparation } from "./prepare/prepareEvents";
import { prepareHere, type Preparer } from "./prepare/preparer";
import { startThreads } from "./prepare/threads";
import type { Skip } from "./readEvents";
import { measureFiles } from "../fileSizes";
import { patientFs } from "./patientFs";
import { listFiles, selectFiles } from "./selectFiles";
import { MAX_SKIPS_KEPT, Skips } from "./skips";
import { untilAborted } from "./untilAborted";
import { writeDocument } from "./writeDocument";
import type { ExportFormat } from "./writers/format";

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
  /**
   * Path of the built `prepare/worker.ts`, whose threads read small files themselves, so that `fs` has to be Node's own.
   * Without it, all is done on the calling thread.
   */
  readonly worker?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with each chunk that is read or written. */
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

/** A summary that tells one skip more, before all others. */
export function withSkip<T extends ExportSummary>(summary: T, skip: Skip): T {
  return {
    ...summary,
    skipped: [skip, ...summary.skipped].slice(0, MAX_SKIPS_KEPT),
    skippedCount: summary.skippedCount + 1,
  };
}

/** Bytes of telemetry that are prepared in less time than threads take to start. */
const MAX_BYTES_HERE = 500_000;

/** More make the merge and the disk wait; each takes memory. */
const MAX_THREADS = 2;

/**
 * Selects the files by name, reads their events, and writes those in the window to the destination,
 * which changes in the last step or not at all. Throws an ExportError when it can't be done.
 */
export async function exportEvents(
  request: ExportRequest,
  environment: ExportEnvironment,
): Promise<ExportOutcome> {
  const { directory, window, format, openDestination } = request;
  const { fs, version, signal, onProgress } = environment;
  const selected = selectFiles(await listFiles(fs, directory), window);
  const skips = new Skips<Skip>();
  const onSkip = (skip: Skip): void => {
    skips.add(skip);
  };
  let destination: Destination | undefined;
  let preparer: Preparer | undefined;
  try {
    destination = await openUnlessAborted(openDestination, signal);
    const files = await measureFiles(selected, { fs, onSkip, signal });
    const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
    preparer = createPreparer(totalBytes, request, environment);
    // Also a thread that never answers: what waits for it fails.
    signal?.addEventListener("abort", preparer.close);
    let eventCount = 0;
    let fraction = 0;
    const onRead = readCounter(totalBytes, (part) => {
      fraction = part;
      onProgress?.({ eventCount, fraction });
    });
    const options = {
      fs: patientFs(fs, signal),
      preparer,
      onSkip,
      onSkipped: (count: number) => {
        skips.addUntold(count);
      },
      onRead,
      signal,
    };
    const writer = format.createWriter({ version });
    const written = await writeDocument(
      (write) => format.order(files, options, write),
      { writer, separator: format.separator, destination },
      (count) => {
        eventCount = count;
        onProgress?.({ eventCount, fraction });
      },
    );
    const { skipped, skippedCount } = skips;
    const summary = { ...written, skipped, skippedCount, fileCount: files.length };
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
  } finally {
    if (preparer) {
      signal?.removeEventListener("abort", preparer.close);
      preparer.close();
    }
  }
}

function createPreparer(
  totalBytes: number,
  { format, window, identifiers = "keep" }: ExportRequest,
  { localNames, worker }: ExportEnvironment,
): Preparer {
  const options = { window, identifiers, localNames };
  if (worker === undefined || totalBytes <= MAX_BYTES_HERE) {
    return prepareHere(createPreparation(format, options));
  }
  // Names that one event gives away are pseudonyms in those that follow it.
  const isInOrder = identifiers === "pseudonymize";
  const count = isInOrder ? 1 : Math.min(MAX_THREADS, availableParallelism());
  return startThreads(worker, count, { ...options, format: format.id });
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
  totalBytes: number,
  onFraction: (fraction: number) => void,
): (bytes: number) => void {
  let bytesRead = 0;
  return (bytes) => {
    bytesRead += bytes;
    onFraction(Math.min(bytesRead / totalBytes, 1));
  };
}
