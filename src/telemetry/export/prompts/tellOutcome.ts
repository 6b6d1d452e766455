import * as vscode from "vscode";
import type { ExportSummary } from "../exportEvents";

/** Says that there was nothing to export. */
export function tellNothing(message: string): void {
  void vscode.window.showInformationMessage(message);
}

/**
 * Says how many events went where, as a warning when something was left out, and offers what comes
 * next. Does not wait for the answer.
 */
export function tellExported(
  summary: ExportSummary,
  destination: vscode.Uri,
  log: vscode.LogOutputChannel,
): void {
  void offerActions(summary, destination, log);
}

async function offerActions(
  summary: ExportSummary,
  destination: vscode.Uri,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const isPartial = summary.skippedCount > 0;
  const actions = [
    { title: vscode.l10n.t("Open"), run: () => run("vscode.open", destination) },
    ...revealActions(destination),
    ...(isPartial
      ? [
          {
            title: vscode.l10n.t("Show Log"),
            run: () => {
              log.show();
            },
          },
        ]
      : []),
  ];
  const message = describe(summary, destination);
  const chosen = isPartial
    ? await vscode.window.showWarningMessage(message, ...actions)
    : await vscode.window.showInformationMessage(message, ...actions);
  await chosen?.run();
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

function describe({ eventCount, skippedCount }: ExportSummary, destination: vscode.Uri): string {
  const place = destination.scheme === "file" ? destination.fsPath : destination.toString(true);
  const count = (value: number): string => value.toLocaleString(vscode.env.language);
  const exported =
    eventCount === 1
      ? vscode.l10n.t("Exported 1 event to {0}.", place)
      : vscode.l10n.t("Exported {0} events to {1}.", count(eventCount), place);
  if (skippedCount === 0) {
    return exported;
  }
  const left =
    skippedCount === 1
      ? vscode.l10n.t("1 entry could not be read and was left out; the log says which.")
      : vscode.l10n.t(
          "{0} entries could not be read and were left out; the log says which.",
          count(skippedCount),
        );
  return `${exported} ${left}`;
}
