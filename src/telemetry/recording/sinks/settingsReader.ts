import * as vscode from "vscode";
import type { RecordingSettings } from "../recording";
import { parseLevel, parseLocalSinkSettings } from "./settings";

/** Reads `coder.telemetry.*`; a bad value is a warning in the log, and its default is used. */
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

/** Calls `apply` with the settings whenever they change, and when the workspace becomes a trusted one. */
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
 * What people have set, the user before the workspace. The Coder extension has the same settings, and
 * VS Code keeps the registration of one of the two. So the default may be the other's, and counts for
 * nothing; and whether a workspace that is not trusted may set them is decided here.
 */
function setValues(setting: string): readonly unknown[] {
  const found = vscode.workspace.getConfiguration("coder.telemetry").inspect<unknown>(setting);
  const values = [
    found?.globalValue,
    vscode.workspace.isTrusted ? found?.workspaceValue : undefined,
  ];
  return values.filter((value) => value !== undefined);
}
