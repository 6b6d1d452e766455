import * as vscode from "vscode";
import { CommandManager } from "./command/commandManager";
import { showMenu } from "./statusBar/menu";
import { createStatusBarItem } from "./statusBar/statusBarItem";
import { exportTelemetry, type ExportCommandContext } from "./telemetry/export/command";
import { nullTelemetry } from "./telemetry/service";

/** The composition root: makes the parts and wires them. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Coder Telemetry", { log: true });
  const commands = new CommandManager(nullTelemetry, log);
  const exportContext: ExportCommandContext = {
    directory: vscode.Uri.joinPath(context.globalStorageUri, "telemetry").fsPath,
    version: versionOf(context.extension),
    state: context.globalState,
    log,
    now: Date.now,
  };

  commands.register("coder.exportTelemetry", (span, options) =>
    exportTelemetry(exportContext, span, options),
  );
  commands.register("coder.showTelemetryMenu", showMenu);
  commands.register("coder.showTelemetryLog", () => {
    log.show();
  });
  context.subscriptions.push(log, commands, createStatusBarItem());
}

function versionOf(extension: vscode.Extension<unknown>): string {
  return (extension.packageJSON as { version: string }).version;
}
