import { existsSync } from "node:fs";
import * as vscode from "vscode";

/**
 * The command `coder.openTelemetryFolder`: shows the telemetry folder in the system's file manager, or
 * where that is another machine's, in a window of VS Code.
 */
export async function openTelemetryFolder(directory: string): Promise<void> {
  if (!existsSync(directory)) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No telemetry is stored."));
    return;
  }
  const folder = vscode.Uri.file(directory);
  const isLocal =
    vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isLocal) {
    await vscode.commands.executeCommand("revealFileInOS", folder);
  } else {
    await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow: true });
  }
}
