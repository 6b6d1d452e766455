import * as vscode from "vscode";

/** Whether the extension records. */
export function describeRecording(isOn: boolean): string {
  return isOn
    ? vscode.l10n.t("Recording is on. Telemetry is stored only on this machine.")
    : vscode.l10n.t("Recording is off.");
}
