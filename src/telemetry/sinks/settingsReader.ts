import * as vscode from "vscode";
import type { RecordingSettings } from "../recording";
import { parseLocalSinkSettings } from "./settings";

/** Reads `coder.telemetry.*`; a bad value is a warning in the log, and its default is used. */
export function readRecordingSettings(log: vscode.LogOutputChannel): RecordingSettings {
  const configuration = vscode.workspace.getConfiguration("coder.telemetry");
  const level = configuration.get<unknown>("level");
  if (level !== "off" && level !== "local") {
    warn(log, "coder.telemetry.level", level);
  }
  const { settings, problems } = parseLocalSinkSettings(configuration.get("local"));
  for (const { key, value } of problems) {
    warn(log, ["coder.telemetry.local", ...(key ? [key] : [])].join("."), value);
  }
  return { isOn: level !== "off", local: settings };
}

/** Calls `apply` with the settings whenever they change. */
export function watchRecordingSettings(
  log: vscode.LogOutputChannel,
  apply: (settings: RecordingSettings) => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("coder.telemetry")) {
      apply(readRecordingSettings(log));
    }
  });
}

function warn(log: vscode.LogOutputChannel, setting: string, value: unknown): void {
  log.warn(
    vscode.l10n.t(
      "The setting {0} can't be {1}; its default is used.",
      setting,
      JSON.stringify(value),
    ),
  );
}
