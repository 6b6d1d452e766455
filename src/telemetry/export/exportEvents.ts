import type { IdentifierMode } from "../protect/identifiers";
import type { LocalNames } from "../protect/localNames";
import { createProtection, protectValue } from "../protect/protectText";
import { createPseudonymKey } from "../protect/pseudonyms";
import { type ProblemSummary, Problems } from "../read/problem";
import { openUnlessAborted } from "../read/untilAborted";
import { listFiles } from "../sources/listFiles";
import { measureFiles } from "../stored/fileSizes";
import type { TelemetrySource } from "../stored/telemetryFolder";
import type { Destination, OpenDestination } from "./destination/destination";
import type { WrittenDocument } from "./document/document";
import {
  type DocumentEnvironment,
  type DocumentRequest,
  writeDocument,
} from "./document/writeDocument";
import { ExportError } from "./exportError";
import type { ExportFormat } from "./formats/format";
import { type ManifestContent, createManifest, writeManifest } from "./manifest";
import type { UtcWindow } from "./select/dateRange";
import type { EventFilter } from "./select/eventFilter";
import { laterFiles } from "./select/laterFiles";
import { selectFiles } from "./select/selectFiles";

/** What to export, and where to. */
export interface ExportRequest {
  readonly sources: readonly TelemetrySource[];
  readonly window: UtcWindow;
  readonly format: ExportFormat;
  readonly openDestination: OpenDestination;
  /** Default: `keep`. Secrets are masked in any case. */
  readonly identifiers?: IdentifierMode | undefined;
  /** Default: all events in the window. */
  readonly filter?: EventFilter | undefined;
  /** Problems that occurred before, and belong in the result. */
  readonly problems?: ProblemSummary | undefined;
  /** Where to write a manifest of the export. Default: nowhere. */
  readonly manifest?: ManifestRequest | undefined;
}

/** Requests a manifest. It is written if the export succeeds. */
interface ManifestRequest {
  readonly openDestination: OpenDestination;
  /** File name of the export. */
  readonly exportName: string;
}

/** What an export needs. */
export interface ExportEnvironment extends DocumentEnvironment {
  /** Version of the exporting extension. */
  readonly version: string;
  /** Names that `pseudonymize` replaces wherever they appear as words. */
  readonly localNames?: LocalNames | undefined;
}

/** The result of an export. */
export interface ExportSummary extends WrittenDocument, ProblemSummary {
  /** Number of telemetry files that were read. */
  readonly fileCount: number;
  /**
   * Names of files that were not read because their day is after the range, but that can contain
   * events from its end. The first 100.
   */
  readonly laterFiles: readonly string[];
}

/** How an export ended. Only `exported` has changed the destination. */
export type ExportOutcome =
  | ({
      readonly kind: "exported" | "empty";
      /** The reason why the manifest was not written, if that failed. */
      readonly manifestError?: unknown;
    } & ExportSummary)
  | { readonly kind: "cancelled" };

/**
 * Whether no event was exported although a row, a file or a folder could not be read. Then it is
 * unknown whether events were recorded in the range.
 */
export function isUnread({ eventCount, skippedCount, problemCounts }: ExportSummary): boolean {
  const { unreadFile, unreadFolder } = problemCounts;
  return eventCount === 0 && skippedCount + unreadFile + unreadFolder > 0;
}

/**
 * Selects files by name, reads their events, and writes the events within the window to the
 * destination. The destination is changed only in the last step. Throws a SourceError or
 * an ExportError if the export fails.
 */
export async function exportEvents(
  request: ExportRequest,
  environment: ExportEnvironment,
): Promise<ExportOutcome> {
  const { sources, window, format, identifiers = "keep", filter, openDestination } = request;
  const { fs, version, localNames, signal } = environment;
  const listing = await listFiles(fs, sources);
  const selected = selectFiles(listing.files, window);
  const found = new Problems(request.problems, listing);
  const onUnreadable = (file: string, code: string | undefined): void => {
    found.add({ file, reason: "unreadableFile", code });
  };
  let destination: Destination | undefined;
  try {
    destination = await openUnlessAborted(openDestination(), signal, (late) => late.discard());
    const files = await measureFiles(selected, { fs, onUnreadable, signal });
    const protection = { identifiers, localNames, pseudonymKey: createPseudonymKey() };
    const hasDigests = request.manifest !== undefined;
    const document = { format, files, window, filter, version, hasDigests, ...protection };
    const written = await writeDocument(destination, document, environment);
    const { unread, digests } = written.found.list();
    for (const { name, defect } of unread) {
      found.add({ file: name, ...defect });
    }
    const { problems, problemCounts } = found;
    const later = laterFiles(listing.files, window);
    const fileCount = files.length - unread.filter(({ isRead }) => !isRead).length;
    const counts = { fileCount, laterFiles: later, problems, problemCounts };
    const summary = { ...written.summary(), ...counts };
    signal?.throwIfAborted();
    if (summary.eventCount === 0) {
      await destination.discard();
      return { ...summary, kind: "empty", bytesWritten: 0 };
    }
    const sha256 = request.manifest && (await destination.digest(signal));
    await destination.commit(signal);
    const result = { summary, digests, sha256 };
    return { ...summary, kind: "exported", ...(await addManifest(request, document, result)) };
  } catch (error) {
    await destination?.discard();
    if (signal?.aborted && !isUncertain(error)) {
      return { kind: "cancelled" };
    }
    throw error;
  }
}

/** Writes the manifest, if requested. The export is complete, so that an error is returned. */
async function addManifest(
  { manifest, sources, identifiers = "keep" }: ExportRequest,
  document: DocumentRequest,
  {
    sha256,
    ...result
  }: Pick<ManifestContent, "summary" | "digests"> & { sha256: string | undefined },
): Promise<{ readonly manifestError?: unknown }> {
  if (!manifest || sha256 === undefined) {
    return {};
  }
  const { exportName: file, openDestination } = manifest;
  const { localNames, pseudonymKey } = document;
  const protect = createProtection(identifiers, localNames, pseudonymKey);
  const content = {
    ...result,
    ...document,
    format: document.format.id,
    identifiers,
    sources,
    export: { file, sha256 },
    // `keep` leaves secrets in paths, too: without the names of its sources, nobody can verify an export.
    protectPath: (path: string) =>
      identifiers === "keep" ? path : protectValue("path", path, protect),
  };
  try {
    await writeManifest(openDestination, createManifest(content));
    return {};
  } catch (error) {
    return { manifestError: error };
  }
}

function isUncertain(error: unknown): boolean {
  return error instanceof ExportError && error.code === "destinationUncertain";
}
