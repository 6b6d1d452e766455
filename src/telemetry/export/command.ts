import * as vscode from "vscode";
import { formatCount } from "../../localized/formats";
import { Problems } from "../read/problem";
import type { Span } from "../recording/service";
import { type OpenedSources, openChosen, openStored } from "../sources/openSources";
import { nothingWritten } from "./document/document";
import { isAboutDestination } from "./exportError";
import { type ExportOutcome, type ExportSummary, isUnread } from "./exportEvents";
import type { RegisteredFormat } from "./formats/registry";
import { describeError } from "./messages/describeError";
import { describeOmitted } from "./messages/describeOmitted";
import { describeFilter, describeNothing } from "./messages/describeOutcome";
import { type Answers, type AskContext, askAll } from "./prompts/askAll";
import { askAnotherPlace } from "./prompts/askAnotherPlace";
import { type GivenAnswers, readGivenAnswers } from "./prompts/givenAnswers";
import { readIdentifiersSetting } from "./prompts/identifiersSetting";
import { type RecordingContext, store, storeAndExport } from "./storeAndExport";
import { type TellContext, tellExported, tellNothing } from "./tell/tellOutcome";
import { describeUnstored } from "./tell/unstoredEvents";
import { withProgress } from "./tell/withProgress";

/** The result of an export, returned by the command `coderTelemetry.export`. */
export interface ExportTelemetryResult extends ExportSummary {
  /** URI string. Empty if nothing matched and no destination was chosen. */
  destination: string;
  /** Format ID. Empty if nothing matched and no format was chosen. */
  format: string;
  /** The reason why the manifest was not written, if that failed. */
  manifestError?: string;
}

/** What the command needs. */
export interface ExportCommandContext
  extends RecordingContext, TellContext, Omit<AskContext, "identifiers"> {
  readonly isRecording: () => boolean;
}

/**
 * The command `coderTelemetry.export`. Asks for the answers that are missing in `options`, exports,
 * and shows the result. Resolves to undefined if the user cancels, or with `eventCount` 0, without
 * changing any file, if nothing matches. Rejects with a message for the user if the export fails.
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

/** Runs `work`. Replaces its error with one that has a message for the user. */
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

/**
 * Opens the given folder or support bundle. Resolves to undefined if the user cancels while a large
 * bundle is being read.
 */
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
  { sources, problems }: OpenedSources,
  context: ExportCommandContext,
  given: GivenAnswers,
): Promise<ExportTelemetryResult | undefined> {
  const isOwn = sources.some(({ directory }) => directory === context.directory);
  const flush = isOwn ? context.flush : (): Promise<void> => Promise.resolve();
  const isRecorded = !isOwn || context.isRecording();
  // Stores events in memory first: the questions are based on file names and sizes.
  const storing = await store(context, flush);
  const asked = await askAll(sources, given, {
    ...context,
    identifiers: given.identifiers ?? readIdentifiersSetting(),
  });
  if (!asked) {
    return undefined;
  }
  const { window } = asked.kind === "nothing" ? (given.range ?? { window: {} }) : asked.range;
  const unstored = await describeUnstored(sources, window, context.now());
  const notes = [...describeFilter(given.filter, vscode.l10n), ...unstored];
  const about = { sources, isRecorded, notes };
  if (asked.kind === "nothing") {
    const { problems: first, problemCounts } = new Problems(storing, problems, asked.problems);
    const found = { laterFiles: asked.laterFiles, problems: first, problemCounts };
    const summary = { ...nothingWritten, fileCount: 0, ...found };
    tellNothing({ ...about, sentences: [asked.message], summary }, context);
    return { ...summary, destination: "", format: "" };
  }
  const exported = await exportToPlace(asked, given, context, (answers) =>
    storeAndExport({ ...context, flush }, answers, { ...given, sources, problems }),
  );
  if (!exported || exported.outcome.kind === "cancelled") {
    return undefined;
  }
  const { answers, outcome } = exported;
  const { kind, manifestError, ...summary } = outcome;
  if (kind === "empty") {
    const nothing = describeNothing(isUnread(summary), vscode.l10n, given.filter);
    const { format } = answers;
    const [sentence = nothing] = describeOmitted(summary, format, vscode.l10n, formatCount);
    tellNothing({ ...about, sentences: [sentence], summary }, context);
  } else {
    const exportAs = (format: RegisteredFormat): Promise<unknown> => {
      const { range, identifiers } = answers;
      const { directory, filter } = given;
      return inWords(() =>
        askAndExport(context, { directory, filter, identifiers, range, format }),
      );
    };
    tellExported({ ...about, summary, manifestError }, answers, exportAs, context);
  }
  return {
    ...summary,
    destination: answers.destination.toString(),
    format: answers.format.id,
    ...(manifestError !== undefined && {
      manifestError: describeError(manifestError, vscode.l10n),
    }),
  };
}

/**
 * Exports to the chosen destination. If it can't be written, asks for another one and keeps the
 * other answers. Resolves to undefined if the user cancels. If the destination was preset, throws
 * the error without asking.
 */
async function exportToPlace(
  answers: Answers,
  given: GivenAnswers,
  context: ExportCommandContext,
  run: (answers: Answers) => Promise<ExportOutcome>,
): Promise<{ answers: Answers; outcome: ExportOutcome } | undefined> {
  try {
    return { answers, outcome: await run(answers) };
  } catch (error) {
    if (given.destination || !isAboutDestination(error)) {
      throw error;
    }
    const destination = await askAnotherPlace(error, answers, context);
    return destination && exportToPlace({ ...answers, destination }, given, context, run);
  }
}
