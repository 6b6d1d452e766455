import * as vscode from "vscode";
import type { RecordingSettings } from "../recording";
import {
  type SettingsConflict,
  type SettingsProblem,
  parseLevel,
  parseLocalSinkSettings,
} from "./settings";

/**
 * Reads `coder.telemetry.*`. An invalid value is replaced with the default. The log says so, and
 * which settings contradict each other, once for each value.
 */
export class RecordingSettingsReader {
  private readonly log: vscode.LogOutputChannel;
  private readonly told = new Set<string>();

  constructor(log: vscode.LogOutputChannel) {
    this.log = log;
  }

  /** Returns the current settings. */
  read(): RecordingSettings {
    const level = parseLevel(setValues("level"));
    const local = parseLocalSinkSettings(...setValues("local"));
    const warnings = [
      ...[...level.problems, ...local.problems].map(describeProblem),
      ...local.conflicts.map(describeConflict),
    ];
    for (const warning of warnings.filter((each) => !this.told.has(each))) {
      this.told.add(warning);
      this.log.warn(warning);
    }
    return { isOn: level.isOn, local: local.settings };
  }

  /** Calls `apply` with the settings whenever they change and when the workspace becomes trusted. */
  watch(apply: (settings: RecordingSettings) => void): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("coder.telemetry")) {
          apply(this.read());
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        apply(this.read());
      }),
    );
  }
}

function describeProblem({ setting, value }: SettingsProblem): string {
  return vscode.l10n.t(
    "The setting {0} has the invalid value {1}. The default value is used instead.",
    `coder.telemetry.${setting}`,
    JSON.stringify(value),
  );
}

function describeConflict({ setting, value, limit }: SettingsConflict): string {
  return vscode.l10n.t(
    "The setting {0} ({1}) is larger than {2} ({3}). The smaller value is used for both.",
    `coder.telemetry.${setting}`,
    JSON.stringify(value),
    `coder.telemetry.${limit.setting}`,
    JSON.stringify(limit.value),
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
