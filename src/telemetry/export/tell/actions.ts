import * as vscode from "vscode";
import type { ExportSummary } from "../exportEvents";
import type { ExportFormat } from "../formats/format";
import type { RegisteredFormat } from "../formats/registry";
import { parseFormat } from "../options";

/** A button of a notification. */
export interface Action extends vscode.MessageItem {
  readonly run: () => unknown;
}

/** Opens the exported file in an editor. */
export function openAction(destination: vscode.Uri): Action {
  return { title: vscode.l10n.t("Open"), run: () => run("vscode.open", destination) };
}

/** The system's file manager shows local files alone. */
export function revealActions(destination: vscode.Uri, isLocal: boolean): readonly Action[] {
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

/** Copies the command that sends the exported file, for formats that have one. */
export function curlActions(
  { curlCommand }: ExportFormat,
  destination: vscode.Uri,
): readonly Action[] {
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

/** What is said and offered of requests that endpoints may refuse. */
export function describeOversized(
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
