import * as nodeFs from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Span, TelemetryService } from "../recording/service";
import { exportEvents, withSkips, type ExportOutcome, type ExportSummary } from "./exportEvents";
import { readLocalNames } from "./protect/localNames";
import { describeError } from "./messages";
import { openChosen, openStored, type OpenedSources } from "./select/openSources";
import { askAll, nothingInRange, type Answers } from "./prompts/askAll";
import { readGivenAnswers, type GivenAnswers } from "./prompts/givenAnswers";
import { readIdentifiersSetting } from "./prompts/identifiersSetting";
import { uriOpener } from "./destination/openUri";
import type { Reports } from "../../command/reports";
import { describeUnstored } from "./tell/unstoredEvents";
import { tellExported, tellNothing } from "./tell/tellOutcome";
import { withProgress } from "./tell/withProgress";
import type { Skip } from "./read/skip";
import { Skips, type SkipSummary } from "./read/skips";
import type { RegisteredFormat } from "./formats/registry";

/** Answers given ahead, none of which is asked for; `coderTelemetry.export` accepts them. */
export interface ExportTelemetryOptions {
  /** A preset, or two UTC days `YYYY-MM-DD`, both included. */
  range?: "last24Hours" | "last7Days" | "last30Days" | "allTime" | { start: string; end: string };
  format?: "json" | "otlp" | "otlpJsonl";
  /** A URI, its string, or an absolute path; an existing file is replaced. */
  destination?: vscode.Uri | string;
  /** A telemetry folder or a support bundle to read instead of what Coder stores on this machine, named in the same ways. */
  directory?: vscode.Uri | string;
  /** Instead of the setting `coderTelemetry.export.identifiers`. */
  identifiers?: "keep" | "pseudonymize";
}

/** What an export did; `coderTelemetry.export` resolves to it. */
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
  readonly reports: Reports;
  /** Whether the extension runs on the machine that the person sits at. */
  readonly isLocal: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly telemetry: TelemetryService;
  readonly isRecording: () => boolean;
  /** Stores what is recorded and still in memory; rejects when it can't. */
  readonly flush: () => Promise<void>;
}

/**
 * The command `coderTelemetry.export`: asks for what `options` does not give, exports, and tells.
 * Resolves to undefined when the user backs out, to `eventCount` 0 with no file touched when nothing
 * matched; rejects with words for the user when it fails.
 */
export async function exportTelemetry(
  context: ExportCommandContext,
  span: Pick<Span, "markAborted">,
  options?: unknown,
): Promise<ExportTelemetryResult | undefined> {
  const result = await inWords(() =>
    askAndExport(context, readGivenAnswers(options, context.now())),
  );
  if (!result) {
    span.markAborted();
  }
  return result;
}

/** What `work` resolves to, or its error in words for the user. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(describeError(error, vscode.l10n), { cause: error });
  }
}

async function askAndExport(
  context: ExportCommandContext,
  given: GivenAnswers,
): Promise<ExportTelemetryResult | undefined> {
  const opened =
    given.directory === undefined
      ? openStored(context.directory)
      : await openGiven(given.directory);
  try {
    return opened && (await askAndExportFrom(opened, context, given));
  } finally {
    await opened?.close();
  }
}

/** Undefined when the user cancels, which a large support bundle gives time for. */
function openGiven(path: string): Promise<OpenedSources | undefined> {
  return withProgress(vscode.l10n.t("Reading the support bundle"), async (signal) => {
    try {
      return await openChosen(path, signal);
    } catch (error) {
      if (signal.aborted) {
        return undefined;
      }
      throw error;
    }
  });
}

async function askAndExportFrom(
  { sources, skips }: OpenedSources,
  context: ExportCommandContext,
  given: GivenAnswers,
): Promise<ExportTelemetryResult | undefined> {
  const isOwn = sources.some(({ directory }) => directory === context.directory);
  const flush = isOwn ? context.flush : (): Promise<void> => Promise.resolve();
  const isRecorded = !isOwn || context.isRecording();
  // So that the file names tell of everything that is recorded.
  const storing = await store(context, flush);
  const asked = await askAll(sources, given, {
    ...context,
    identifiers: given.identifiers ?? readIdentifiersSetting(),
  });
  if (!asked) {
    return undefined;
  }
  const { window } = asked.kind === "nothing" ? (given.range ?? { window: {} }) : asked.range;
  const notes = await describeUnstored(sources, window, context.now());
  const about = { sources, isRecorded, notes };
  if (asked.kind === "nothing") {
    const summary = [storing, skips, asked.skips].reduceRight(withSkips, NOTHING);
    tellNothing({ ...about, message: asked.message, summary }, context);
    return { ...summary, destination: "", format: "" };
  }
  const outcome = await storeAndExport({ ...context, flush }, asked, { sources, skips });
  if (outcome.kind === "cancelled") {
    return undefined;
  }
  const { kind, ...summary } = outcome;
  if (kind === "empty") {
    tellNothing({ ...about, message: nothingInRange(), summary }, context);
  } else {
    const exportAs = (format: RegisteredFormat): Promise<unknown> => {
      const { range, identifiers } = asked;
      const { directory } = given;
      return inWords(() => askAndExport(context, { directory, identifiers, range, format }));
    };
    tellExported({ ...about, summary }, asked, exportAs, context);
  }
  return { ...summary, destination: asked.destination.toString(), format: asked.format.id };
}

/** Exports what is recorded up to now. What can't be stored is missing, and the outcome says so. */
function storeAndExport(
  context: ExportCommandContext,
  { destination, format, identifiers, range }: Answers,
  { sources, skips }: Pick<OpenedSources, "sources" | "skips">,
): Promise<ExportOutcome> {
  return context.telemetry.trace(
    "telemetry.export",
    async (span) => {
      const storing = await store(context, () => span.phase("flush", context.flush));
      const exported = await withProgress(
        vscode.l10n.t("Exporting telemetry"),
        (signal, onProgress) =>
          exportEvents(
            {
              sources,
              window: range.window,
              format,
              openDestination: uriOpener(destination, sources),
              identifiers,
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
      if (exported.kind === "cancelled") {
        span.markAborted();
        return exported;
      }
      const outcome = [storing, skips].reduceRight(withSkips, exported);
      span.setMeasurement("event_count", outcome.eventCount);
      span.setMeasurement("file_count", outcome.fileCount);
      span.setMeasurement("skipped_count", outcome.skippedCount);
      span.setMeasurement("byte_count", outcome.bytesWritten);
      return outcome;
    },
    { format: format.id, range: range.id },
  );
}

/** Stores what is still in memory. When it can't, its events are among what is missing. */
async function store(
  { directory, log }: ExportCommandContext,
  flush: () => Promise<void>,
): Promise<SkipSummary<Skip>> {
  const skips = new Skips<Skip>();
  try {
    await flush();
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    skips.add({ file: directory, reason: "notStored" });
  }
  return skips;
}

const NOTHING: ExportSummary = {
  eventCount: 0,
  fileCount: 0,
  bytesWritten: 0,
  skipped: [],
  skippedCount: 0,
  oversizedRequestCount: 0,
};
