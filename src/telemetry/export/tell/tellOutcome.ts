import * as vscode from "vscode";
import type { CommandId } from "../../../command/commandIds";
import type { Reports } from "../../../command/reports";
import { tellError } from "../../../command/tellError";
import { describeRecording } from "../../../localized/describeRecording";
import { formatCount, formatSize } from "../../../localized/formats";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import type { ExportSummary } from "../exportEvents";
import type { ExportFormat } from "../formats/format";
import type { RegisteredFormat } from "../formats/registry";
import { describeSkip } from "../messages";
import { parseFormat } from "../options";
import type { Answers } from "../prompts/askAll";

/**
 * Says why nothing was exported, as a warning when something is missing, and offers the settings where
 * nothing is recorded. Does not wait for the answer.
 */
export function tellNothing(
  { message, isRecorded, ...outcome }: Nothing,
  context: TellContext,
): void {
  const settings: Action = {
    title: vscode.l10n.t("Telemetry Settings"),
    run: () => vscode.commands.executeCommand("coderTelemetry.openSettings" satisfies CommandId),
  };
  const told = isRecorded
    ? { ...outcome, message, actions: [] }
    : { ...outcome, message: `${message} ${describeRecording(false)}`, actions: [settings] };
  void tell(told, context);
}

type Nothing = Omit<Outcome, "actions"> & {
  /** Whether new events of what was read are being recorded. */
  readonly isRecorded: boolean;
};

/**
 * Says how many events went where, as a warning when something was left out, and offers what comes
 * next: `exportAs` exports the same range once more, where endpoints may refuse what was written.
 * Does not wait for the answer.
 */
export function tellExported(
  { summary, sources, notes }: Omit<Outcome, "message" | "actions">,
  { destination, format }: Answers,
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
    // Before what the file manager offers: there may be room for two only, and this one can't be had elsewhere.
    ...curlActions(format, destination),
    ...revealActions(destination, context.isLocal),
  ];
  void tell({ message, summary, sources, notes, actions }, context);
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
  readonly sources: readonly TelemetrySource[];
  /** What else the details say, a sentence each. */
  readonly notes: readonly string[];
  readonly actions: readonly Action[];
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
  const { summary, actions, notes } = outcome;
  const isWhole = summary.skippedCount === 0;
  const message = isWhole
    ? outcome.message
    : `${outcome.message} ${describeSkipped(summary.skippedCount)}`;
  if (isWhole && notes.length === 0) {
    log.info(message);
    return vscode.window.showInformationMessage(message, ...actions.slice(0, MAX_ACTIONS));
  }
  const report = describeDetails(message, outcome);
  const details: Action = {
    title: vscode.l10n.t("Show Details"),
    run: () => reports.show(vscode.l10n.t("Telemetry Export Details"), report),
  };
  const others = actions.slice(0, MAX_ACTIONS - 1);
  if (isWhole) {
    log.info(report);
    return vscode.window.showInformationMessage(message, ...others, details);
  }
  log.warn(report);
  return vscode.window.showWarningMessage(message, details, ...others);
}

/** More would not fit beside each other. */
const MAX_ACTIONS = 3;

interface Action extends vscode.MessageItem {
  readonly run: () => unknown;
}

/** The system's file manager shows local files alone. */
function revealActions(destination: vscode.Uri, isLocal: boolean): readonly Action[] {
  return isLocal && destination.scheme === "file"
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
  /** Whether the extension runs on the machine that the person sits at. */
  readonly isLocal: boolean;
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

/** What was left out, a line each as far as the summary tells it, what else is to be known, and what was read. */
function describeDetails(message: string, { summary, sources, notes }: Outcome): string {
  const { skipped, skippedCount } = summary;
  const more = skippedCount - skipped.length;
  const missing = [
    vscode.l10n.t("Entries that are missing, by file and line:"),
    ...skipped.map((skip) => `- ${describeSkip(skip, vscode.l10n)}`),
    ...(more > 0 ? [vscode.l10n.t("And {0} more.", formatCount(more))] : []),
    "",
  ];
  const folders = new Set(sources.map(({ bundle, directory }) => `- ${bundle ?? directory}`));
  return [
    message,
    "",
    ...(skippedCount > 0 ? missing : []),
    ...(notes.length > 0 ? [...notes, ""] : []),
    ...(sources.length > 0 ? [vscode.l10n.t("Telemetry was read from:"), ...folders, ""] : []),
  ].join("\n");
}
