import * as fs from "node:fs";
import * as vscode from "vscode";
import { chooseSupportBundle } from "./command/chooseSupportBundle";
import { SHARED_EXPORT_ID } from "./command/commandIds";
import { type CommandHandler, CommandManager } from "./command/commandManager";
import { deleteStoredTelemetry } from "./command/deleteStoredTelemetry";
import { openTelemetryFolder } from "./command/openTelemetryFolder";
import { Reports } from "./command/reports";
import { SharedExport } from "./command/sharedExport";
import { registerTelemetryViews } from "./command/telemetryViews";
import { showMenu } from "./statusBar/menu";
import { TelemetryStatusBarItem } from "./statusBar/statusBarItem";
import type { ExportCommandContext } from "./telemetry/export/command";
import { Recording } from "./telemetry/recording/recording";
import { RecordingSettingsReader } from "./telemetry/recording/sinks/settingsReader";
import { type TelemetryContext, createContext } from "./telemetry/recording/telemetryContext";
import { storedSources } from "./telemetry/stored/sources";
import { messageOf } from "./telemetry/stored/systemError";

/** VS Code awaits `deactivate` alone, and hands it nothing. */
let current: Recording | undefined;

/** The composition root: makes the parts and wires them. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Coder Telemetry", { log: true });
  const version = versionOf(context.extension);
  const directory = vscode.Uri.joinPath(context.globalStorageUri, "telemetry").fsPath;
  const settingsReader = new RecordingSettingsReader(log);
  const started = new Recording({
    fs,
    directory,
    context: describeWindow(version),
    settings: settingsReader.read(),
    onError: (error, repeats) => {
      logError(log, error, repeats);
    },
  });
  current = started;
  await started.telemetry.trace("activation", () => {
    const sources = storedSources(directory);
    const statusBarItem = new TelemetryStatusBarItem({
      sources,
      isRecording: () => started.isOn,
      log,
    });
    void statusBarItem.refresh();
    const settings = settingsReader.watch((changed) => {
      started.configure(changed);
      void statusBarItem.refresh();
    });
    const reports = new Reports();
    const commands = new CommandManager(started.telemetry, log);
    const exportCommand = registerCommands(commands, statusBarItem, {
      directory,
      version,
      state: context.globalState,
      log,
      reports,
      isLocal: context.extension.extensionKind === vscode.ExtensionKind.UI,
      now: Date.now,
      telemetry: started.telemetry,
      isRecording: () => started.isOn,
      flush: () => started.flush(),
    });
    const viewer = registerTelemetryViews(
      commands,
      {
        bundles: __dirname,
        sources,
        flush: () => started.flush(),
        log,
        reports,
      },
      // A bundle of its own: a window that shows no telemetry does not load it.
      () => import("./telemetry/view/command.js"),
    );
    const sharedExport = new SharedExport(context.extension.id, () =>
      commands.register(SHARED_EXPORT_ID, exportCommand),
    );
    context.subscriptions.push(
      log,
      settings,
      reports,
      sharedExport,
      viewer,
      commands,
      statusBarItem,
    );
  });
}

/** Stores what is in memory. */
export async function deactivate(): Promise<void> {
  await current?.dispose();
}

/** Registers the extension's own commands. Returns the export. */
function registerCommands(
  commands: CommandManager,
  statusBarItem: TelemetryStatusBarItem,
  exportContext: ExportCommandContext,
): CommandHandler {
  const { directory, isLocal, isRecording, log } = exportContext;
  const runExport: CommandHandler = async (span, options) => {
    // A bundle of its own: a window that exports nothing does not load it.
    const { exportTelemetry } = await import("./telemetry/export/command.js");
    return exportTelemetry(exportContext, span, options);
  };
  commands.register("coderTelemetry.export", runExport);
  commands.register("coderTelemetry.exportAll", runExport);
  commands.register("coderTelemetry.exportSupportBundle", async (span) => {
    const bundle = await chooseSupportBundle();
    if (bundle) {
      return runExport(span, { directory: bundle });
    }
    span.markAborted();
    return undefined;
  });
  commands.register("coderTelemetry.openFolder", () =>
    openTelemetryFolder(storedSources(directory), isLocal),
  );
  commands.register("coderTelemetry.delete", async (span) => {
    await deleteStoredTelemetry(exportContext, span);
    await statusBarItem.refresh();
  });
  // By their ids: VS Code counts a setting that the Coder extension contributes too as that one's alone.
  commands.register("coderTelemetry.openSettings", () =>
    vscode.commands.executeCommand(
      "workbench.action.openSettings",
      "@id:coder.telemetry.*,coderTelemetry.*",
    ),
  );
  commands.register("coderTelemetry.showMenu", () => showMenu(isRecording()));
  commands.register("coderTelemetry.showLog", () => {
    log.show();
  });
  return runExport;
}

/** Writes an error of recording to the log, or how often it was repeated. */
function logError(log: vscode.LogOutputChannel, error: unknown, repeats: number): void {
  if (repeats === 0) {
    log.error(error instanceof Error ? error : String(error));
  } else {
    log.error(
      vscode.l10n.t(
        "Number of further errors of the same kind: {0}. The latest: {1}",
        repeats,
        messageOf(error),
      ),
    );
  }
}

function describeWindow(version: string): TelemetryContext {
  return createContext({
    extension_version: version,
    machine_id: vscode.env.machineId,
    platform_name: vscode.env.appName,
    platform_version: vscode.version,
  });
}

function versionOf(extension: vscode.Extension<unknown>): string {
  return (extension.packageJSON as { version: string }).version;
}
