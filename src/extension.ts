import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as vscode from "vscode";
import { CommandManager } from "./command/commandManager";
import { deleteStoredTelemetry } from "./command/deleteStoredTelemetry";
import { openTelemetryFolder } from "./command/openTelemetryFolder";
import { Reports } from "./command/reports";
import { showMenu } from "./statusBar/menu";
import { TelemetryStatusBarItem } from "./statusBar/statusBarItem";
import type { ExportCommandContext } from "./telemetry/export/command";
import type { TelemetryContext } from "./telemetry/recorder";
import { Recording } from "./telemetry/recording";
import { readRecordingSettings, watchRecordingSettings } from "./telemetry/sinks/settingsReader";

/** VS Code awaits `deactivate` alone, and hands it nothing. */
let current: Recording | undefined;

/** The composition root: makes the parts and wires them. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Coder Telemetry", { log: true });
  const version = versionOf(context.extension);
  const directory = vscode.Uri.joinPath(context.globalStorageUri, "telemetry").fsPath;
  const started = new Recording({
    fs,
    directory,
    context: describeWindow(version),
    settings: readRecordingSettings(log),
    onError: (error) => {
      log.error(error instanceof Error ? error : String(error));
    },
  });
  current = started;
  await started.telemetry.trace("activation", () => {
    const statusBarItem = new TelemetryStatusBarItem({
      directory,
      isRecording: () => started.isOn,
      log,
    });
    void statusBarItem.refresh();
    const settings = watchRecordingSettings(log, (changed) => {
      started.configure(changed);
      void statusBarItem.refresh();
    });
    const reports = new Reports();
    const commands = registerCommands(started, log, statusBarItem, {
      directory,
      version,
      state: context.globalState,
      log,
      reports,
      now: Date.now,
      telemetry: started.telemetry,
      isRecording: () => started.isOn,
      flush: () => started.flush(),
    });
    context.subscriptions.push(log, settings, reports, commands, statusBarItem);
  });
}

/** Stores what is in memory. */
export async function deactivate(): Promise<void> {
  await current?.dispose();
}

function registerCommands(
  recording: Recording,
  log: vscode.LogOutputChannel,
  statusBarItem: TelemetryStatusBarItem,
  exportContext: ExportCommandContext,
): CommandManager {
  const commands = new CommandManager(recording.telemetry, log);
  commands.register("coder.exportTelemetry", async (span, options) => {
    // A bundle of its own: a window that exports nothing does not load it.
    const { exportTelemetry } = await import("./telemetry/export/command.js");
    return exportTelemetry(exportContext, span, options);
  });
  commands.register("coder.openTelemetryFolder", () =>
    openTelemetryFolder(exportContext.directory),
  );
  commands.register("coder.deleteTelemetry", async (span) => {
    await deleteStoredTelemetry(exportContext, span);
    await statusBarItem.refresh();
  });
  commands.register("coder.openTelemetrySettings", () =>
    vscode.commands.executeCommand("workbench.action.openSettings", "@ext:coder.coder-telemetry"),
  );
  commands.register("coder.showTelemetryMenu", () => showMenu(recording.isOn));
  commands.register("coder.showTelemetryLog", () => {
    log.show();
  });
  return commands;
}

/** The session is this activation's own: VS Code's session id can be the same in several windows. */
function describeWindow(version: string): TelemetryContext {
  return {
    extension_version: version,
    machine_id: vscode.env.machineId,
    session_id: randomUUID(),
    os_type: process.platform,
    os_version: os.release(),
    host_arch: process.arch,
    platform_name: vscode.env.appName,
    platform_version: vscode.version,
    deployment_url: "",
  };
}

function versionOf(extension: vscode.Extension<unknown>): string {
  return (extension.packageJSON as { version: string }).version;
}
