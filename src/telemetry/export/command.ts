import * as nodeFs from "node:fs";
import { tmpdir } from "node:os";
import * as vscode from "vscode";
import type { Span, TelemetryService } from "../service";
import type { DateRange } from "./dateRange";
import { openFileDestination, openStagedDestination, type OpenDestination } from "./destination";
import { exportEvents, withSkip, type ExportOutcome, type ExportSummary } from "./exportEvents";
import { describeError, describeSkip } from "./messages";
import { askDestination } from "./prompts/askDestination";
import { askFormat } from "./prompts/askFormat";
import { askRange } from "./prompts/askRange";
import { readGivenAnswers, type GivenAnswers } from "./prompts/givenAnswers";
import { tellExported, tellNothing } from "./prompts/tellOutcome";
import { listFiles, selectFiles } from "./selectFiles";
import type { RegisteredFormat } from "./writers/registry";

/** Answers given ahead, none of which is asked for; `coder.exportTelemetry` takes them. */
export interface ExportTelemetryOptions {
  /** A preset, or two UTC days `YYYY-MM-DD`, both included. */
  range?: "last24Hours" | "last7Days" | "last30Days" | "allTime" | { start: string; end: string };
  format?: "json" | "otlp" | "otlpJsonl";
  /** A URI, its string, or an absolute path; an existing file is replaced. */
  destination?: vscode.Uri | string;
  /** The telemetry folder to read instead of the extension's own, named in the same ways. */
  directory?: vscode.Uri | string;
}

/** What an export did; `coder.exportTelemetry` resolves to it. */
export interface ExportTelemetryResult extends ExportSummary {
  /** URI string; empty when nothing matched before it was asked for. */
  destination: string;
  /** Empty like `destination`. */
  format: string;
}

/** What the command works with. */
export interface ExportCommandContext {
  /** Path of the extension's own telemetry folder. */
  readonly directory: string;
  /** Version of the extension. */
  readonly version: string;
  /** Remembers the folder that was exported to last. */
  readonly state: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly telemetry: TelemetryService;
  /** Stores what is recorded and still in memory; rejects when it can't. */
  readonly flush: () => Promise<void>;
}

/**
 * The command `coder.exportTelemetry`: asks for what `options` does not give, exports, and tells.
 * Resolves to undefined when the user backs out, to `eventCount` 0 with no file touched when nothing
 * matched; rejects with words for the user when it fails.
 */
export async function exportTelemetry(
  context: ExportCommandContext,
  span: Pick<Span, "markAborted">,
  options?: unknown,
): Promise<ExportTelemetryResult | undefined> {
  try {
    const result = await askAndExport(context, options);
    if (!result) {
      span.markAborted();
    }
    return result;
  } catch (error) {
    throw new Error(describeError(error, vscode.l10n), { cause: error });
  }
}

async function askAndExport(
  context: ExportCommandContext,
  options: unknown,
): Promise<ExportTelemetryResult | undefined> {
  const answers = await ask(context, readGivenAnswers(options, context.now()));
  if (!answers) {
    return undefined;
  }
  if (answers.kind === "nothing") {
    tellNothing(answers.message);
    return { ...NOTHING, destination: "", format: "" };
  }
  const outcome = await flushAndExport(context, answers);
  if (outcome.kind === "cancelled") {
    return undefined;
  }
  const { destination, format } = answers;
  const { kind, ...summary } = outcome;
  logSummary(context.log, summary);
  if (kind === "empty") {
    tellNothing(nothingInRange());
  } else {
    tellExported(summary, destination, context.log);
  }
  return { ...summary, destination: destination.toString(), format: format.id };
}

/** Exports what is recorded up to now. What can't be stored is left out, and said to be. */
function flushAndExport(
  { directory: ownDirectory, telemetry, flush, version }: ExportCommandContext,
  { destination, directory, format, range }: GivenToExport,
): Promise<ExportOutcome> {
  return telemetry.trace(
    "telemetry.export",
    async (span) => {
      const isStored =
        directory !== ownDirectory ||
        (await span.phase("flush", flush).then(
          () => true,
          () => false,
        ));
      const outcome = await withProgress((signal, onProgress) =>
        exportEvents(
          {
            directory,
            window: range.window,
            format,
            openDestination: opener(destination, directory),
          },
          { fs: nodeFs, version, signal, onProgress },
        ),
      );
      if (outcome.kind === "cancelled") {
        span.markAborted();
        return outcome;
      }
      const told = isStored ? outcome : withSkip(outcome, { file: directory, reason: "notStored" });
      span.setMeasurement("event_count", told.eventCount);
      span.setMeasurement("file_count", told.fileCount);
      span.setMeasurement("skipped_count", told.skippedCount);
      span.setMeasurement("byte_count", told.bytesWritten);
      return told;
    },
    { format: format.id, range: range.id },
  );
}

interface GivenToExport {
  readonly directory: string;
  readonly range: DateRange;
  readonly format: RegisteredFormat;
  readonly destination: vscode.Uri;
}

type Answers =
  | ({ readonly kind: "answers" } & GivenToExport)
  | { readonly kind: "nothing"; readonly message: string };

/** Asks for what is not given, and no further once the file names tell that nothing matches. */
async function ask(
  { directory: ownDirectory, now, state, flush }: ExportCommandContext,
  given: GivenAnswers,
): Promise<Answers | undefined> {
  const directory = given.directory ?? ownDirectory;
  // So that the names tell of everything recorded; whether it worked is told when it is done again.
  await flush().catch(() => undefined);
  const files = await listFiles(nodeFs, directory);
  if (files.length === 0) {
    return { kind: "nothing", message: vscode.l10n.t("No telemetry has been recorded yet.") };
  }
  const range = given.range ?? (await askRange(now));
  if (!range) {
    return undefined;
  }
  if (selectFiles(files, range.window).length === 0) {
    return { kind: "nothing", message: nothingInRange() };
  }
  const format = given.format ?? (await askFormat());
  if (!format) {
    return undefined;
  }
  const fileName = `coder-telemetry-${range.slug}.${format.extension}`;
  const destination = given.destination ?? (await askDestination(fileName, format, state));
  return destination && { kind: "answers", directory, range, format, destination };
}

const NOTHING: ExportSummary = {
  eventCount: 0,
  fileCount: 0,
  bytesWritten: 0,
  skipped: [],
  skippedCount: 0,
};

function nothingInRange(): string {
  return vscode.l10n.t("No telemetry was recorded in this range.");
}

function withProgress(
  work: (signal: AbortSignal, onProgress: (eventCount: number) => void) => Promise<ExportOutcome>,
): Thenable<ExportOutcome> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Exporting telemetry"),
      cancellable: true,
    },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => {
        controller.abort();
      });
      return work(controller.signal, (eventCount) => {
        progress.report({
          message: vscode.l10n.t("{0} events", eventCount.toLocaleString(vscode.env.language)),
        });
      });
    },
  );
}

/** A local file is replaced by a rename; what only VS Code reaches gets a finished file through it. */
function opener(destination: vscode.Uri, directory: string): OpenDestination {
  return () =>
    destination.scheme === "file"
      ? openFileDestination(nodeFs, destination.fsPath, directory)
      : openStagedDestination(nodeFs, destination.toString(true), tmpdir(), async (path) => {
          await vscode.workspace.fs.copy(vscode.Uri.file(path), destination, { overwrite: true });
        });
}

function logSummary(log: vscode.LogOutputChannel, summary: ExportSummary): void {
  const { eventCount, fileCount, bytesWritten, skipped, skippedCount } = summary;
  log.info(
    vscode.l10n.t(
      "Exported {0} events ({1} bytes) from {2} files; {3} entries were left out.",
      eventCount,
      bytesWritten,
      fileCount,
      skippedCount,
    ),
  );
  for (const skip of skipped) {
    log.warn(describeSkip(skip, vscode.l10n));
  }
  if (skippedCount > skipped.length) {
    log.warn(vscode.l10n.t("{0} more are not listed.", skippedCount - skipped.length));
  }
}
