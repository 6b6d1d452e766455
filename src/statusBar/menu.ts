import * as vscode from "vscode";
import type { CommandId } from "../command/commandIds";

interface MenuEntry extends vscode.QuickPickItem {
  readonly command: CommandId;
}

/** The status-bar item's menu. A new entry is one line here. */
function menuEntries(): readonly MenuEntry[] {
  return [
    {
      label: vscode.l10n.t("Export Telemetry…"),
      iconPath: new vscode.ThemeIcon("export"),
      command: "coder.exportTelemetry",
    },
    {
      label: vscode.l10n.t("Show Log"),
      iconPath: new vscode.ThemeIcon("output"),
      command: "coder.showTelemetryLog",
    },
  ];
}

/** Asks for an entry of the menu and runs its command; Esc runs none. */
export async function showMenu(): Promise<void> {
  const entry = await vscode.window.showQuickPick(menuEntries(), {
    title: vscode.l10n.t("Coder Telemetry"),
  });
  if (entry) {
    await vscode.commands.executeCommand(entry.command);
  }
}
