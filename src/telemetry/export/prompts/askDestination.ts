import { homedir } from "node:os";
import * as vscode from "vscode";
import type { ExportFormat } from "../formats/format";
import { type Place, stepTitle } from "./steps";

/** Key of the stored URI of the folder that was exported to last. */
const LAST_FOLDER = "export.lastFolder";

/**
 * Asks where to save `fileName`, starting in the folder used last or else the home folder; undefined
 * when the user backs out. VS Code's dialog asks before it lets an existing file be chosen. It has no
 * place for a step and a Back button of its own.
 */
export async function askDestination(
  fileName: string,
  format: ExportFormat,
  state: vscode.Memento,
  place: Place,
): Promise<vscode.Uri | undefined> {
  const destination = await vscode.window.showSaveDialog({
    title: stepTitle(place),
    saveLabel: vscode.l10n.t("Export"),
    defaultUri: vscode.Uri.joinPath(await startFolder(state), fileName),
    filters: { [format.label(vscode.l10n)]: [...format.filter] },
  });
  if (destination) {
    const folder = vscode.Uri.joinPath(destination, "..");
    await state.update(LAST_FOLDER, folder.toString());
  }
  return destination;
}

async function startFolder(state: vscode.Memento): Promise<vscode.Uri> {
  const last = state.get<string>(LAST_FOLDER);
  if (last !== undefined) {
    const folder = vscode.Uri.parse(last);
    try {
      await vscode.workspace.fs.stat(folder);
      return folder;
    } catch {
      // It was removed or unmounted since.
    }
  }
  return vscode.Uri.file(homedir());
}
