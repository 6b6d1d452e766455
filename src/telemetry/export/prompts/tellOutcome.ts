import * as vscode from "vscode";
import type { CommandId } from "../../../command/commandIds";
import { tellError } from "../../../command/tellError";
import type { ExportSummary } from "../exportEvents";
import { describeSkip } from "../messages";
import { parseFormat } from "../options";
import type { ExportFormat } from "../writers/format";
import type { RegisteredFormat } from "../writers/registry";
import type { Answers } from "./askAll";
import { formatCount, formatSize } from "../../../localized/formats";
import type { Reports } from "../../../command/reports";
import { describeRecording } from "../../../localized/describeRecording";

/**
 * Says why nothing was exported, as a warning when something is missing, and offers the settings where
 * nothing is recorded. Does not wait for the answer.
 */
export function tellNothing(
  { message, isRecorded, ...outcome }: Omit<Outcome, "actions"> & { readonly isRecorded: boolean },
  context: TellContext,
): void {
  const settings: Action = {
    title: vscode.l10n.t("Telemetry Settings"),
    run: () => vscode.commands.executeCommand("coder.openTelemetrySettings" satisfies CommandId),
  };
  const told = isRecorded
    ? { ...outcome, message, actions: [] }
    : { ...outcome, message: `${message} ${describeRecording(false)}`, actions: [settings] };
  void tell(told, context);
}

/**
 * Says how many events went where, as a warning when something was left out, and offers what comes
 * next: `exportAs` exports the same range once more, where endpoints may refuse what was written.
 * Does not wait for the answer.
 */
export function tellExported(
  summary: ExportSummary,
  { destination, directory, format }: Answers,
  exportAs: (format: RegisteredFormat) => Promise<unknown>,
  context: TellContext,
): void {
  const open: Action = {
    title: vscode.l10n.t("Open"),
    run: () => run("vscode.open", destination),
  };
  const oversized = describeOversized(summary, format, exportAs);
  const message = [describeExported(summary, destination), ...oversized.remark].join(" ");
  const actions = [
    ...oversized.actions,
    open,
    ...revealActions(destination),
    ...curlActions(format, destination),
  ];
  void tell({ message, summary, directory, actions }, context);
}

/** What is said and offered of requests that endpoints may refuse. */
function describeOversized(
  { oversizedRequestCount }: ExportSummary,
  { tooLarge }: ExportFormat,
  exportAs: (format: RegisteredFormat) => Promise<unknown>,
): { remark: readonly string[]; actions: readonly Action[] } {
  if (oversizedRequestCount === 0 || !tooLarge) {
    return { remark: [], actions: [] };
  }
  const remark = [tooLarge.describe(oversizedRequestCount, vscode.l10n)];
  if (!tooLarge.instead) {
    return { remark, actions: [] };
  }
  const instead = parseFormat(tooLarge.instead.id);
  const title = vscode.l10n.t("Export as {0}", instead.label(vscode.l10n));
  return { remark, actions: [{ title, run: () => exportAs(instead) }] };
}

/** What is told of an export. */
interface Outcome {
  readonly message: string;
  readonly summary: ExportSummary;
  /** The telemetry folder. */
  readonly directory: string;
  readonly actions: readonly Action[];
}

async function tell(outcome: Outcome, context: TellContext): Promise<void> {
  const chosen = await (outcome.summary.skippedCount === 0
    ? tellWhole(outcome, context)
    : tellPartial(outcome, context));
  try {
    await chosen?.run();
  } catch (error) {
    await tellError(error, context.log);
  }
}

function tellWhole(
  { message, actions }: Outcome,
  { log }: TellContext,
): Thenable<Action | undefined> {
  log.info(message);
  return vscode.window.showInformationMessage(message, ...actions.slice(0, MAX_ACTIONS));
}

function tellPartial(
  outcome: Outcome,
  { log, reports }: TellContext,
): Thenable<Action | undefined> {
  const message = `${outcome.message} ${describeSkipped(outcome.summary.skippedCount)}`;
  const report = describeSkips(message, outcome);
  log.warn(report);
  const showDetails: Action = {
    title: vscode.l10n.t("Show Details"),
    run: () => reports.show(vscode.l10n.t("Telemetry Export Details"), report),
  };
  const actions = [showDetails, ...outcome.actions].slice(0, MAX_ACTIONS);
  return vscode.window.showWarningMessage(message, ...actions);
}

/** More would not fit beside each other. */
const MAX_ACTIONS = 3;

interface Action extends vscode.MessageItem {
  readonly run: () => unknown;
}

/** The system's file manager shows local files alone. */
function revealActions(destination: vscode.Uri): readonly Action[] {
  const isLocal =
    vscode.env.uiKind === vscode.UIKind.Desktop &&
    vscode.env.remoteName === undefined &&
    destination.scheme === "file";
  return isLocal
    ? [{ title: revealTitle(process.platform), run: () => run("revealFileInOS", destination) }]
    : [];
}

/** In the words of VS Code's own command. */
function revealTitle(platform: NodeJS.Platform): string {
  return platform === "win32"
    ? vscode.l10n.t("Reveal in File Explorer")
    : platform === "darwin"
      ? vscode.l10n.t("Reveal in Finder")
      : vscode.l10n.t("Open Containing Folder");
}

function curlActions({ curlCommand }: ExportFormat, destination: vscode.Uri): readonly Action[] {
  const command =
    destination.scheme === "file" ? curlCommand?.(destination.fsPath, process.platform) : undefined;
  return command === undefined
    ? []
    : [
        {
          title: vscode.l10n.t("Copy curl Command"),
          run: () => vscode.env.clipboard.writeText(command),
        },
      ];
}

function run(command: string, destination: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand(command, destination);
}

/** How an outcome is told. */
export interface TellContext {
  readonly log: vscode.LogOutputChannel;
  readonly reports: Reports;
}

function describeExported(
  { eventCount, bytesWritten }: ExportSummary,
  destination: vscode.Uri,
): string {
  const place = destination.scheme === "file" ? destination.fsPath : destination.toString(true);
  const size = formatSize(bytesWritten);
  return eventCount === 1
    ? vscode.l10n.t("Exported 1 event ({0}) to {1}.", size, place)
    : vscode.l10n.t("Exported {0} events ({1}) to {2}.", formatCount(eventCount), size, place);
}

function describeSkipped(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 entry is missing.")
    : vscode.l10n.t("{0} entries are missing.", formatCount(count));
}

/** What was left out, a line each as far as the summary tells it. */
function describeSkips(message: string, { summary, directory }: Outcome): string {
  const { skipped, skippedCount } = summary;
  const more = skippedCount - skipped.length;
  return [
    message,
    "",
    vscode.l10n.t("What is missing, by file and line, of the folder {0}:", directory),
    ...skipped.map((skip) => `- ${describeSkip(skip, vscode.l10n)}`),
    ...(more > 0 ? [vscode.l10n.t("And {0} more.", formatCount(more))] : []),
    "",
  ].join("\n");
}
