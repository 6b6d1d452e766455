import * as nodeFs from "node:fs";
import { join, posix } from "node:path";
import * as vscode from "vscode";
import { readLocalNames } from "../protect/localNames";
import { type ProblemSummary, Problems, problemCount } from "../read/problem";
import type { TelemetryService } from "../recording/service";
import type { OpenedSources } from "../sources/openSources";
import { withTimeLimit } from "../stored/timeLimit";
import { manifestOpener, uriOpener } from "./destination/openUri";
import { type ExportOutcome, exportEvents } from "./exportEvents";
import type { Answers } from "./prompts/askAll";
import type { EventFilter } from "./select/eventFilter";
import { withProgress } from "./tell/withProgress";

/** The parts of this extension's own recording that an export needs. */
export interface RecordingContext {
  /** Path of the extension's own telemetry folder. */
  readonly directory: string;
  /** Version of the extension. */
  readonly version: string;
  readonly log: vscode.LogOutputChannel;
  readonly telemetry: TelemetryService;
  /** Stores the events that are still in memory. Rejects if that fails. */
  readonly flush: () => Promise<void>;
}

/** What to read, and what else to write. */
interface ExportOptions extends Pick<OpenedSources, "sources" | "problems"> {
  /** Where to write a manifest of the export. Default: nowhere. */
  readonly manifest?: vscode.Uri | undefined;
  /** Default: all events in the range. */
  readonly filter?: EventFilter | undefined;
}

/**
 * Stores the events that are still in memory and exports. If storing fails, the result reports the
 * missing events.
 */
export function storeAndExport(
  context: RecordingContext,
  { destination, format, identifiers, range }: Answers,
  { sources, problems, manifest, filter }: ExportOptions,
): Promise<ExportOutcome> {
  return context.telemetry.trace(
    "telemetry.export",
    async (span) => {
      const storing = await store(context, () => span.phase("flush", context.flush));
      const outcome = await withProgress(
        vscode.l10n.t("Exporting telemetry"),
        (signal, onProgress) =>
          exportEvents(
            {
              sources,
              window: range.window,
              format,
              openDestination: uriOpener(destination, sources),
              identifiers,
              filter,
              problems: new Problems(storing, problems),
              manifest: manifest && {
                openDestination: manifestOpener(manifest, destination, sources),
                exportName: posix.basename(destination.path),
              },
            },
            {
              fs: nodeFs,
              version: context.version,
              localNames: readLocalNames(),
              worker: join(__dirname, "document", "worker.js"),
              signal,
              onProgress,
            },
          ),
      );
      if (outcome.kind === "cancelled") {
        span.markAborted();
        return outcome;
      }
      span.setMeasurement("event_count", outcome.eventCount);
      span.setMeasurement("file_count", outcome.fileCount);
      span.setMeasurement("skipped_count", outcome.skippedCount);
      span.setMeasurement("problem_count", problemCount(outcome));
      span.setMeasurement("byte_count", outcome.bytesWritten);
      return outcome;
    },
    { format: format.id, range: range.id },
  );
}

/**
 * Stores the events that are still in memory. If that fails or takes too long, returns a problem.
 */
export async function store(
  { directory, log }: RecordingContext,
  flush: () => Promise<void>,
): Promise<ProblemSummary> {
  const found = new Problems();
  try {
    await withTimeLimit(directory, flush());
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    found.add({ file: directory, reason: "notStored" });
  }
  return found;
}
