import * as vscode from "vscode";
import type { CommandId } from "../command/commandIds";
import { describeRecording } from "../localized/describeRecording";

interface MenuEntry extends vscode.QuickPickItem {
  readonly command: CommandId;
}

/** The status-bar item's menu. A new entry is one line here. */
function menuEntries(): readonly MenuEntry[] {
  return [
    entry("export", vscode.l10n.t("Export Telemetry…"), "coder.exportTelemetry"),
    entry("folder-opened", vscode.l10n.t("Open Telemetry Folder"), "coder.openTelemetryFolder"),
    entry("trash", vscode.l10n.t("Delete Stored Telemetry…"), "coder.deleteTelemetry"),
    entry("gear", vscode.l10n.t("Telemetry Settings"), "coder.openTelemetrySettings"),
    entry("output", vscode.l10n.t("Show Log"), "coder.showTelemetryLog"),
  ];
}

function entry(icon: string, label: string, command: CommandId): MenuEntry {
  return { iconPath: new vscode.ThemeIcon(icon), label, command };
}

/** Asks for an entry of the menu and runs its command; Esc runs none. */
export async function showMenu(isRecording: boolean): Promise<void> {
  const chosen = await vscode.window.showQuickPick(menuEntries(), {
    title: vscode.l10n.t("Coder Telemetry"),
    placeHolder: describeRecording(isRecording),
  });
  if (chosen) {
    // The focus would go back to the status-bar item, whose tooltip then covers notifications.
    await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
    await vscode.commands.executeCommand(chosen.command);
  }
}
