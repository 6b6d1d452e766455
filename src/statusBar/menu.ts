import * as vscode from "vscode";
import type { CommandId } from "../command/commandIds";
import { describeRecording } from "../localized/describeRecording";

interface MenuEntry extends vscode.QuickPickItem {
  readonly command: CommandId;
}

/** The status-bar item's menu. A new entry is one line here. */
function menuEntries(): readonly MenuEntry[] {
  return [
    entry("export", vscode.l10n.t("Export Telemetry…"), "coderTelemetry.export"),
    entry("graph", vscode.l10n.t("View Telemetry"), "coderTelemetry.view"),
    entry(
      "file-zip",
      vscode.l10n.t("Export the Telemetry in a Support Bundle…"),
      "coderTelemetry.exportSupportBundle",
    ),
    entry("folder-opened", vscode.l10n.t("Open Telemetry Folder"), "coderTelemetry.openFolder"),
    entry("trash", vscode.l10n.t("Permanently Delete Stored Telemetry…"), "coderTelemetry.delete"),
    entry("gear", vscode.l10n.t("Telemetry Settings"), "coderTelemetry.openSettings"),
    entry("output", vscode.l10n.t("Show Log"), "coderTelemetry.showLog"),
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
  // VS Code returns the focus to the status-bar item, which shows its tooltip while it is focused. The tooltip covers notifications.
  await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
  if (chosen) {
    await vscode.commands.executeCommand(chosen.command);
  }
}
