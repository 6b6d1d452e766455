import * as vscode from "vscode";
import { tellError } from "../../../command/tellError";
import type { ExportSummary } from "../exportEvents";
import { describeSkip } from "../messages";
import { parseFormat } from "../options";
import type { ExportFormat } from "../writers/format";
import type { RegisteredFormat } from "../writers/registry";
import type { Answers } from "./askAll";

/** Says why nothing was exported, as a warning when something is missing. Does not wait for the answer. */
export function tellNothing(
  message: string,
  summary: ExportSummary,
  log: vscode.LogOutputChannel,
): void {
  logSummary(summary, log);
  void offerActions(message, summary, [], log);
}

/**
 * Says how many events went where, as a warning when something was left out, and offers what comes
 * next: `exportAs` exports the same range once more, where endpoints may refuse what was written.
 * Does not wait for the answer.
 */
export function tellExported(
  summary: ExportSummary,
  { destination, format }: Pick<Answers, "destination" | "format">,
  exportAs: (format: RegisteredFormat) => Promise<unknown>,
  log: vscode.LogOutputChannel,
): void {
  logSummary(summary, log);
  const open: Action = {
    title: vscode.l10n.t("Open"),
    run: () => run("vscode.open", destination),
  };
  const { remark, actions } = describeOversized(summary, format, exportAs);
  const message = [describeExported(summary, destination), ...remark].join(" ");
  void offerActions(message, summary, [...actions, open, ...revealActions(destination)], log);
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

async function offerActions(
  message: string,
  { skippedCount }: ExportSummary,
  actions: readonly Action[],
  log: vscode.LogOutputChannel,
): Promise<void> {
  const showLog: Action = {
    title: vscode.l10n.t("Show Log"),
    run: () => {
      log.show();
    },
  };
  const chosen = await (skippedCount === 0
    ? vscode.window.showInformationMessage(message, ...actions)
    : vscode.window.showWarningMessage(
        `${message} ${describeSkipped(skippedCount)}`,
        ...actions,
        showLog,
      ));
  try {
    await chosen?.run();
  } catch (error) {
    await tellError(error, log);
  }
}

interface Action extends vscode.MessageItem {
  readonly run: () => unknown;
}

/** The Explorer shows a workspace's files everywhere, the system's file manager only local ones. */
function revealActions(destination: vscode.Uri): readonly Action[] {
  const command = vscode.workspace.getWorkspaceFolder(destination)
    ? "revealInExplorer"
    : vscode.env.uiKind === vscode.UIKind.Desktop &&
        vscode.env.remoteName === undefined &&
        destination.scheme === "file"
      ? "revealFileInOS"
      : undefined;
  return command === undefined
    ? []
    : [{ title: vscode.l10n.t("Reveal"), run: () => run(command, destination) }];
}

function run(command: string, destination: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand(command, destination);
}

function describeExported({ eventCount }: ExportSummary, destination: vscode.Uri): string {
  const place = destination.scheme === "file" ? destination.fsPath : destination.toString(true);
  return eventCount === 1
    ? vscode.l10n.t("Exported 1 event to {0}.", place)
    : vscode.l10n.t("Exported {0} events to {1}.", formatCount(eventCount), place);
}

function describeSkipped(count: number): string {
  return count === 1
    ? vscode.l10n.t("1 entry is missing; the log says which and why.")
    : vscode.l10n.t("{0} entries are missing; the log says which and why.", formatCount(count));
}

function formatCount(value: number): string {
  return value.toLocaleString(vscode.env.language);
}

function logSummary(summary: ExportSummary, log: vscode.LogOutputChannel): void {
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
