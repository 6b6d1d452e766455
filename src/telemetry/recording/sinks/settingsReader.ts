import * as vscode from "vscode";
import type { RecordingSettings } from "../recording";
import { parseLevel, parseLocalSinkSettings } from "./settings";

/**
 * Reads `coder.telemetry.*`. For an invalid value, writes a warning to the log and uses the
 * default.
 */
export function readRecordingSettings(log: vscode.LogOutputChannel): RecordingSettings {
  const level = parseLevel(setValues("level"));
  const local = parseLocalSinkSettings(...setValues("local"));
  for (const { setting, value } of [...level.problems, ...local.problems]) {
    log.warn(
      vscode.l10n.t(
        "The setting {0} has the invalid value {1}. The default value is used instead.",
        `coder.telemetry.${setting}`,
        JSON.stringify(value),
      ),
    );
  }
  return { isOn: level.isOn, local: local.settings };
}

/** Calls `apply` with the settings whenever they change and when the workspace becomes trusted. */
export function watchRecordingSettings(
  log: vscode.LogOutputChannel,
  apply: (settings: RecordingSettings) => void,
): vscode.Disposable {
  const read = (): void => {
    apply(readRecordingSettings(log));
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("coder.telemetry")) {
        read();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(read),
  );
}

/**
 * The values from user and workspace settings, in this order. The Coder extension contributes the
 * same settings, and VS Code registers only one of the two contributions. Defaults are therefore
 * ignored, as they may come from the other extension, and this function ignores workspace settings
 * unless the workspace is trusted.
 */
function setValues(setting: string): readonly unknown[] {
  const found = vscode.workspace.getConfiguration("coder.telemetry").inspect<unknown>(setting);
  const values = [
    found?.globalValue,
    vscode.workspace.isTrusted ? found?.workspaceValue : undefined,
  ];
  return values.filter((value) => value !== undefined);
}
