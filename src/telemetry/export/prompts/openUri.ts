import * as nodeFs from "node:fs";
import { tmpdir } from "node:os";
import * as vscode from "vscode";
import { openFileDestination, openStagedDestination, type OpenDestination } from "../destination";

/**
 * Opens any URI that VS Code can write: a local file is replaced by a rename, and what only VS Code
 * reaches gets a finished file through it. `directory` as in {@link openFileDestination}.
 */
export function uriOpener(uri: vscode.Uri, directory: string): OpenDestination {
  return () =>
    uri.scheme === "file"
      ? openFileDestination(nodeFs, uri.fsPath, directory)
      : openStagedDestination(nodeFs, uri.toString(true), tmpdir(), async (path) => {
          await vscode.workspace.fs.copy(vscode.Uri.file(path), uri, { overwrite: true });
        });
}
