import * as vscode from "vscode";
import type { StepButton } from "./steps";

/** A button that cancels the export and shows the telemetry, from where it can be exported too. */
export function viewFirst(): StepButton {
  return {
    iconPath: new vscode.ThemeIcon("graph"),
    tooltip: vscode.l10n.t("View Telemetry First"),
    run: () => {
      void vscode.commands.executeCommand("coderTelemetry.view");
      return "cancel";
    },
  };
}
