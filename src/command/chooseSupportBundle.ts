import { homedir } from "node:os";
import * as vscode from "vscode";

/** Asks for a support bundle. Resolves to undefined when the user backs out. */
export async function chooseSupportBundle(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Export the Telemetry in a Support Bundle"),
    openLabel: vscode.l10n.t("Export"),
    // On the machine that the extension runs on, where alone it can read a bundle: a window with a remote would show the remote's.
    defaultUri: vscode.Uri.file(homedir()),
    filters: { [vscode.l10n.t("Support bundle")]: ["zip"] },
  });
  return chosen?.[0];
}
