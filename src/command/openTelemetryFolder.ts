import * as fs from "node:fs";
import * as vscode from "vscode";
import { CODER_EXTENSION } from "../telemetry/stored/sources";
import type { TelemetrySource } from "../telemetry/stored/telemetryFolder";
import { withTimeLimit } from "../telemetry/stored/timeLimit";

/**
 * The command `coderTelemetry.openFolder`: shows a telemetry folder in the system's file manager, or where that is another
 * machine's, in a window of VS Code. Asks which folder, where several extensions have one.
 */
export async function openTelemetryFolder(
  sources: readonly TelemetrySource[],
  isLocal: boolean,
): Promise<void> {
  const found = await Promise.all(sources.map(findFolder));
  const [first, ...others] = found.filter((source) => source !== undefined);
  if (!first) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No telemetry is stored."));
    return;
  }
  const chosen = others.length > 0 ? await chooseSource([first, ...others]) : first;
  if (!chosen) {
    return;
  }
  const folder = vscode.Uri.file(chosen.directory);
  if (isLocal) {
    await vscode.commands.executeCommand("revealFileInOS", folder);
  } else {
    await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow: true });
  }
}

/** Resolves to undefined if the folder doesn't exist or doesn't answer. */
async function findFolder(source: TelemetrySource): Promise<TelemetrySource | undefined> {
  const { directory } = source;
  return withTimeLimit(directory, fs.promises.access(directory)).then(
    () => source,
    () => undefined,
  );
}

async function chooseSource(
  sources: readonly TelemetrySource[],
): Promise<TelemetrySource | undefined> {
  const entries = sources.map((source) => ({
    label:
      source.extensionId === CODER_EXTENSION
        ? vscode.l10n.t("Recorded by the Coder extension")
        : vscode.l10n.t("Recorded by Coder Telemetry"),
    detail: source.directory,
    source,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    title: vscode.l10n.t("Open Telemetry Folder"),
    placeHolder: vscode.l10n.t("Select a telemetry folder"),
  });
  return chosen?.source;
}
