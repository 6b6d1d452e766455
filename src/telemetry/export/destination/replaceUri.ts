import * as nodeFs from "node:fs";
import { posix } from "node:path";
import * as vscode from "vscode";
import { isAbandoned, temporaryName } from "./temporaryName";

/**
 * Makes a finished local file the file of a URI. VS Code's own copy deletes what it overwrites before
 * it writes, and a provider can fail half way: so a new file is written beside the old one, and both
 * are renamed. Where that can't be done, the file is written in one call of its provider. `begin` is
 * called when the new file is there, and nothing is replaced if it throws.
 */
export async function replaceUri(uri: vscode.Uri, path: string, begin: () => void): Promise<void> {
  const { fs } = vscode.workspace;
  const written = sibling(uri, await temporaryName(nodeFs));
  try {
    await fs.copy(vscode.Uri.file(path), written);
    begin();
    if (await swap(written, uri)) {
      return;
    }
  } finally {
    // Gone if it was renamed.
    await remove(written);
  }
  await fs.writeFile(uri, await nodeFs.promises.readFile(path));
}

/** Removes what killed exports have left beside a file, as far as it can be done. */
export async function removeAbandonedBeside(uri: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  try {
    for (const [name] of await fs.readDirectory(vscode.Uri.joinPath(uri, ".."))) {
      const file = sibling(uri, name);
      if (await isAbandoned(nodeFs, name, async () => (await fs.stat(file)).mtime)) {
        await fs.delete(file);
      }
    }
  } catch {
    // Whether the export can be written is not decided here.
  }
}

/** Undefined when there is nothing. */
export async function statIfExists(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") {
      return undefined;
    }
    throw error;
  }
}

/** Renames a file to another one, which is there until the new one is; false if it can't be done. */
async function swap(written: vscode.Uri, uri: vscode.Uri): Promise<boolean> {
  const replaced = await statIfExists(uri);
  if (!replaced) {
    return rename(written, uri);
  }
  // A symbolic link stays: it is its target that is replaced.
  if (replaced.type !== vscode.FileType.File) {
    return false;
  }
  const kept = sibling(uri, `${posix.basename(uri.path)}.${crypto.randomUUID()}.bak`);
  if (!(await rename(uri, kept))) {
    return false;
  }
  if (await rename(written, uri)) {
    await remove(kept);
    return true;
  }
  await rename(kept, uri);
  return false;
}

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.rename(from, to);
    return true;
  } catch {
    return false;
  }
}

async function remove(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch {
    // It is gone, or the provider deletes nothing.
  }
}

function sibling(uri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(uri, "..", name);
}
