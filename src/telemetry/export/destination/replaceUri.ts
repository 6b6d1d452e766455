import * as nodeFs from "node:fs";
import { posix } from "node:path";
import * as vscode from "vscode";
import { isAbandoned, temporaryName } from "../../temporary/temporaryName";

/**
 * Replaces the file of a URI with a finished local file. VS Code's own copy deletes the old file
 * first, and the write that follows can fail. So this copies to a new file in the same folder and
 * renames both. If renaming fails, it writes the file directly. Calls `begin` before replacing
 * anything. If `begin` throws, nothing is replaced.
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
    // After a successful rename, it no longer exists.
    await remove(written);
  }
  await fs.writeFile(uri, await nodeFs.promises.readFile(path));
}

/** Removes temporary files that killed exports left in the same folder. Never throws. */
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
    // If the folder can't be read or written, the export itself reports it.
  }
}

/** Returns undefined if the file doesn't exist. */
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

/**
 * Replaces a file by renaming. The old file is kept until the new one is in place. Returns false if
 * renaming fails.
 */
async function swap(written: vscode.Uri, uri: vscode.Uri): Promise<boolean> {
  const replaced = await statIfExists(uri);
  if (!replaced) {
    return rename(written, uri);
  }
  // Renaming would replace a symbolic link and not its target.
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
    // It no longer exists, or the provider doesn't support deleting.
  }
}

function sibling(uri: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(uri, "..", name);
}
