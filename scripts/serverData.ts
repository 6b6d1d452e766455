// What a VS Code server finds in its data folder: settings, extensions, the token that opens it.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { extensionId, readManifest } from "./repository";

export type Settings = Record<string, unknown>;

/** Settings without which VS Code covers the workbench with offers of its own. */
const quietSettings: Settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Replaces the user's settings; `settings` win over the quiet ones. A running server takes them over. */
export async function writeSettings(dataDir: string, settings: Settings): Promise<void> {
  const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  await writeFileIn(settingsFile(dataDir), `${text}\n`);
}

/** Writes the quiet settings, unless there are settings, which the user may have changed. */
export async function writeInitialSettings(dataDir: string): Promise<void> {
  if (!existsSync(settingsFile(dataDir))) {
    await writeSettings(dataDir, {});
  }
}

function settingsFile(dataDir: string): string {
  return join(dataDir, "data", "User", "settings.json");
}

/** Where a server with this data folder has its extensions. */
export function extensionsDirectory(dataDir: string): string {
  return join(dataDir, "extensions");
}

/** Installs unpacked extensions, in place of all others: VS Code runs them where they are, as "Install Extension from Location" does. */
export async function installFolders(
  extensionsDir: string,
  folders: readonly string[],
): Promise<void> {
  const extensions = folders.map((folder) => {
    const manifest = readManifest(folder);
    return {
      identifier: { id: extensionId(manifest) },
      version: manifest.version,
      location: { $mid: 1, scheme: "file", path: uriPath(folder) },
    };
  });
  await writeFileIn(join(extensionsDir, "extensions.json"), JSON.stringify(extensions));
}

/** The token without which the server answers nobody: any web page could ask it. It is kept for the next start. */
export async function connectionToken(file: string): Promise<string> {
  if (!existsSync(file)) {
    await writeFileIn(file, randomUUID(), 0o600);
  }
  return readFile(file, "utf8");
}

/** The global storage folder of this repository's extension, in a VS Code with this user data folder. */
export function globalStorageDirectory(userDataDir: string): string {
  return join(userDataDir, "User", "globalStorage", extensionId(readManifest()));
}

/** The path as VS Code's URIs have it: with slashes, and not encoded. */
export function uriPath(path: string): string {
  return decodeURIComponent(pathToFileURL(path).pathname);
}

async function writeFileIn(file: string, text: string, mode = 0o666): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode });
}
