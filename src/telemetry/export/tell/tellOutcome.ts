import * as vscode from "vscode";
import type { CommandId } from "../../../command/commandIds";
import { type Reports, reportText } from "../../../command/reports";
import { tellError } from "../../../command/tellError";
import { describeRecording } from "../../../localized/describeRecording";
import { formatCount, formatSize } from "../../../localized/formats";
import type { ExportSummary } from "../exportEvents";
import type { RegisteredFormat } from "../formats/registry";
import { isRemarkable } from "../messages/describeCompleteness";
import { describeOmitted } from "../messages/describeOmitted";
import { describeIdentifiers, describeManifestError } from "../messages/describeOutcome";
import { describeProblems } from "../messages/describeProblem";
import { describeRepaired } from "../messages/describeRepaired";
import type { Answers } from "../prompts/askAll";
import { type Action, curlActions, describeOversized, describePlace, viewActions } from "./actions";
import { type Details, describeDetails } from "./details";

/**
 * Says why nothing was exported. Shows a warning if something was skipped, and offers the settings
 * if recording is off. Doesn't wait for the user's response.
 */
export function tellNothing(
  { sentences, isRecorded, ...outcome }: Nothing,
  context: TellContext,
): void {
  const settings: Action = {
    title: vscode.l10n.t("Telemetry Settings"),
    run: () => vscode.commands.executeCommand("coderTelemetry.openSettings" satisfies CommandId),
  };
  const told = isRecorded
    ? { ...outcome, sentences, actions: [] }
    : { ...outcome, sentences: [...sentences, describeRecording(false)], actions: [settings] };
  void tell(told, context);
}

interface Nothing extends Details {
  /** Whether the exported source is still being recorded. */
  readonly isRecorded: boolean;
}

/**
 * Says how many events were exported, and to where. Shows a warning if something was skipped, and
 * offers what to do next. If endpoints may reject the file, offers `exportAs`, which exports the
 * same range in another format. Doesn't wait for the user's response.
 */
export function tellExported(
  { summary, sources, notes, manifestError }: Exported,
  { destination, format, identifiers }: Answers,
  exportAs: (format: RegisteredFormat) => Promise<unknown>,
  context: TellContext,
): void {
  const oversized = describeOversized(summary, format, exportAs);
  const sentences = [
    describeExported(summary, destination),
    ...describeOmitted(summary, format, vscode.l10n, formatCount),
    ...describeIdentifiers(identifiers, vscode.l10n),
    ...oversized.remark,
  ];
  const actions = [
    ...oversized.actions,
    // A format with a curl command is made for endpoints and is rarely read by people.
    ...curlActions(format, destination),
    ...viewActions(format, destination, summary.bytesWritten, context.isLocal),
  ];
  const repaired = describeRepaired(summary.repairedCount, vscode.l10n, formatCount);
  const failures =
    manifestError === undefined ? [] : [describeManifestError(manifestError, vscode.l10n)];
  const told = { sentences, summary, sources, notes: [...repaired, ...notes] };
  void tell({ ...told, actions, failures }, context);
}

interface Exported extends Omit<Details, "sentences"> {
  readonly summary: ExportSummary;
  /** The reason why the manifest was not written, if that failed. */
  readonly manifestError?: unknown;
}

/** What showing an outcome needs. */
export interface TellContext {
  readonly log: vscode.LogOutputChannel;
  readonly reports: Reports;
  /** Whether the extension runs on the user's own machine, and not on a remote one. */
  readonly isLocal: boolean;
}

/** The content of a notification and its details. */
interface Outcome extends Details {
  readonly actions: readonly Action[];
  /** What failed although the export succeeded. */
  readonly failures?: readonly string[];
}

async function tell(outcome: Outcome, context: TellContext): Promise<void> {
  const chosen = await show(outcome, context);
  try {
    await chosen?.run();
  } catch (error) {
    await tellError(error, context.log);
  }
}

function show(outcome: Outcome, { log, reports }: TellContext): Thenable<Action | undefined> {
  const { summary, actions, notes, failures = [] } = outcome;
  const losses = [...failures, ...describeLosses(summary)];
  const sentences = [...outcome.sentences, ...losses];
  const message = sentences.join(" ");
  if (losses.length === 0 && notes.length === 0 && !isRemarkable(summary)) {
    log.info(message);
    return vscode.window.showInformationMessage(message, ...actions.slice(0, MAX_ACTIONS));
  }
  const report = describeDetails({ ...outcome, sentences });
  const details: Action = {
    title: vscode.l10n.t("Show Details"),
    run: () => reports.show(vscode.l10n.t("Telemetry Export Details"), report),
  };
  const others = actions.slice(0, MAX_ACTIONS - 1);
  if (losses.length === 0) {
    log.info(reportText(report));
    return vscode.window.showInformationMessage(message, ...others, details);
  }
  log.warn(reportText(report));
  return vscode.window.showWarningMessage(message, details, ...others);
}

/** Maximum number of buttons. More don't fit side by side in a notification. */
const MAX_ACTIONS = 3;

function describeExported(
  { eventCount, bytesWritten }: ExportSummary,
  destination: vscode.Uri,
): string {
  const place = describePlace(destination);
  const size = formatSize(bytesWritten);
  return eventCount === 1
    ? vscode.l10n.t("Exported 1 event ({0}) to {1}.", size, place)
    : vscode.l10n.t("Exported {0} events ({1}) to {2}.", formatCount(eventCount), size, place);
}

/** What could not be read or stored, in a sentence for each kind. */
function describeLosses(summary: ExportSummary): readonly string[] {
  const { skippedCount: count } = summary;
  const skipped =
    count === 1
      ? vscode.l10n.t("1 unreadable entry was skipped.")
      : vscode.l10n.t("{0} unreadable entries were skipped.", formatCount(count));
  const problems = describeProblems(summary, vscode.l10n, formatCount);
  return [...(count > 0 ? [skipped] : []), ...problems];
}
