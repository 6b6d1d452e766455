import * as vscode from "vscode";
import type { CommandId } from "../command/commandIds";

/** The status-bar item that opens the menu. */
export function createStatusBarItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(
    "coder.telemetry",
    vscode.StatusBarAlignment.Right,
  );
  item.name = vscode.l10n.t("Coder Telemetry");
  item.text = vscode.l10n.t("$(pulse) Telemetry");
  item.tooltip = vscode.l10n.t("Coder Telemetry: export what was recorded on this machine.");
  item.accessibilityInformation = { label: item.name, role: "button" };
  item.command = "coder.showTelemetryMenu" satisfies CommandId;
  item.show();
  return item;
}
