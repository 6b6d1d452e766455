import * as vscode from "vscode";

/** Asks for a support bundle. Resolves to undefined when the user backs out. */
export async function chooseSupportBundle(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Export from a Support Bundle"),
    openLabel: vscode.l10n.t("Export"),
    filters: { [vscode.l10n.t("Support bundle")]: ["zip"] },
  });
  return chosen?.[0];
}
