import * as fs from "node:fs";
import * as vscode from "vscode";
import type { CommandId } from "../command/commandIds";
import { describeRecording } from "../localized/describeRecording";
import { describeStored } from "../localized/storedFacts";
import { fileSizes } from "../telemetry/stored/fileSizes";
import { listSources } from "../telemetry/stored/sources";
import type { TelemetrySource } from "../telemetry/stored/telemetryFolder";

/** What the status-bar item tells. */
export interface StatusBarItemOptions {
  /** What is stored on this machine. */
  readonly sources: readonly TelemetrySource[];
  readonly isRecording: () => boolean;
  readonly log: vscode.LogOutputChannel;
}

/** The status-bar item that opens the menu. */
export class TelemetryStatusBarItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly options: StatusBarItemOptions;
  private readonly focus: vscode.Disposable;

  constructor(options: StatusBarItemOptions) {
    this.options = options;
    this.item = vscode.window.createStatusBarItem(
      "coder.telemetry",
      vscode.StatusBarAlignment.Right,
    );
    this.item.name = vscode.l10n.t("Coder Telemetry");
    this.item.command = "coderTelemetry.showMenu" satisfies CommandId;
    // The tooltip has no event of its own: it is brought up to date when somebody comes to the window.
    this.focus = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) {
        void this.refresh();
      }
    });
    this.showState();
    this.item.show();
  }

  /** Tells anew whether the extension records, and what is stored. */
  async refresh(): Promise<void> {
    this.showState();
    const { sources, log } = this.options;
    const { files, failures } = await listSources(fs, sources);
    for (const { error } of failures) {
      log.error(error instanceof Error ? error : String(error));
    }
    const [first, ...others] = files;
    const stored = first
      ? vscode.l10n.t(
          "Stored (UTC): {0}",
          describeStored([first, ...others], await fileSizes(fs, [first, ...others])),
        )
      : vscode.l10n.t("No telemetry is stored.");
    this.showState(stored);
  }

  dispose(): void {
    this.focus.dispose();
    this.item.dispose();
  }

  private showState(...details: string[]): void {
    const isOn = this.options.isRecording();
    const state = describeRecording(isOn);
    const title = vscode.l10n.t("Coder Telemetry");
    this.item.text = `$(${isOn ? "pulse" : "circle-slash"}) ${title}`;
    this.item.tooltip = [title, state, ...details].join("\n");
    this.item.accessibilityInformation = { label: `${title}. ${state}`, role: "button" };
  }
}
