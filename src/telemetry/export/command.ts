import * as nodeFs from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Span, TelemetryService } from "../service";
import { exportEvents, withSkip, type ExportOutcome, type ExportSummary } from "./exportEvents";
import type { IdentifierMode } from "./identifiers/identifiers";
import { readLocalNames } from "./identifiers/localNames";
import { describeError } from "./messages";
import { parseIdentifiers } from "./options";
import { askAll, nothingInRange, type Answers } from "./prompts/askAll";
import { readGivenAnswers, type GivenAnswers } from "./prompts/givenAnswers";
import { uriOpener } from "./prompts/openUri";
import type { Reports } from "../../command/reports";
import { tellExported, tellNothing } from "./prompts/tellOutcome";
import { withProgress } from "./prompts/withProgress";
import type { Skip } from "./readEvents";
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
  /** Instead of the setting `coder.telemetry.export.identifiers`. */
  identifiers?: "keep" | "pseudonymize";
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
  readonly reports: Reports;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly telemetry: TelemetryService;
  readonly isRecording: () => boolean;
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
  const directory = given.directory ?? context.directory;
  const isRecorded = directory !== context.directory || context.isRecording();
  // So that the file names tell of everything that is recorded.
  const isStored = await store(context, directory, context.flush);
  const asked = await askAll(directory, given, {
    ...context,
    identifiers: given.identifiers ?? readIdentifiersSetting(),
  });
  if (!asked) {
    return undefined;
  }
  if (asked.kind === "nothing") {
    const summary = isStored ? NOTHING : withSkip(NOTHING, notStored(directory));
    tellNothing({ message: asked.message, summary, directory, isRecorded }, context);
    return { ...summary, destination: "", format: "" };
  }
  const outcome = await storeAndExport(context, asked);
  if (outcome.kind === "cancelled") {
    return undefined;
  }
  const { kind, ...summary } = outcome;
  if (kind === "empty") {
    tellNothing({ message: nothingInRange(), summary, directory, isRecorded }, context);
  } else {
    const exportAs = (format: RegisteredFormat): Promise<unknown> => {
      const { range, identifiers } = asked;
      return inWords(() => askAndExport(context, { directory, identifiers, range, format }));
    };
    tellExported(summary, asked, exportAs, context);
  }
  return { ...summary, destination: asked.destination.toString(), format: asked.format.id };
}

/** Exports what is recorded up to now. What can't be stored is missing, and the outcome says so. */
function storeAndExport(
  context: ExportCommandContext,
  { destination, directory, format, identifiers, range }: Answers,
): Promise<ExportOutcome> {
  return context.telemetry.trace(
    "telemetry.export",
    async (span) => {
      const isStored = await store(context, directory, () => span.phase("flush", context.flush));
      const exported = await withProgress((signal, onProgress) =>
        exportEvents(
          {
            directory,
            window: range.window,
            format,
            openDestination: uriOpener(destination, directory),
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
      const outcome = isStored ? exported : withSkip(exported, notStored(directory));
      span.setMeasurement("event_count", outcome.eventCount);
      span.setMeasurement("file_count", outcome.fileCount);
      span.setMeasurement("skipped_count", outcome.skippedCount);
      span.setMeasurement("byte_count", outcome.bytesWritten);
      return outcome;
    },
    { format: format.id, range: range.id },
  );
}

/** Throws an OptionError: falling back to `keep` would give away what someone meant to hide. */
function readIdentifiersSetting(): IdentifierMode {
  const section = "coder.telemetry.export";
  const value = vscode.workspace.getConfiguration(section).get<unknown>("identifiers");
  return parseIdentifiers(value, `${section}.identifiers`);
}

/** Stores what is still in memory, where it is this window's folder that is read. False if it can't. */
async function store(
  { directory: ownDirectory, log }: ExportCommandContext,
  directory: string,
  flush: () => Promise<void>,
): Promise<boolean> {
  if (directory !== ownDirectory) {
    return true;
  }
  try {
    await flush();
    return true;
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    return false;
  }
}

function notStored(directory: string): Skip {
  return { file: directory, reason: "notStored" };
}

const NOTHING: ExportSummary = {
  eventCount: 0,
  fileCount: 0,
  bytesWritten: 0,
  skipped: [],
  skippedCount: 0,
  oversizedRequestCount: 0,
};
