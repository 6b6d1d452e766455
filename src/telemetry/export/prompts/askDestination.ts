import { homedir } from "node:os";
import * as vscode from "vscode";
import { withTimeLimit } from "../../stored/timeLimit";
import type { ExportFormat } from "../formats/format";
import { remember } from "./lastChoices";
import { type Place, stepTitle } from "./steps";

/** Storage key for the URI of the last export folder. */
const LAST_FOLDER = "export.lastFolder";

/** Milliseconds that the last export folder gets to answer. */
const FOLDER_LIMIT_MS = 1000;

/**
 * Asks where to save `fileName`, starting in the last export folder or the home folder. Resolves to
 * undefined if the user cancels. VS Code's dialog confirms before an existing file is chosen. It
 * can't show step numbers or a Back button.
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
    remember(state, LAST_FOLDER, folder.toString());
  }
  return destination;
}

async function startFolder(state: vscode.Memento): Promise<vscode.Uri> {
  const last = state.get<string>(LAST_FOLDER);
  if (last !== undefined) {
    const folder = vscode.Uri.parse(last);
    try {
      await withTimeLimit(last, vscode.workspace.fs.stat(folder), FOLDER_LIMIT_MS);
      return folder;
    } catch {
      // The folder has been removed, or it is on a share that can't be reached.
    }
  }
  return vscode.Uri.file(homedir());
}
