// The data folder of a VS Code server: settings, extensions, and the connection token.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { extensionId, readManifest } from "./repository";

export type Settings = Record<string, unknown>;

/** Turns off VS Code's prompts and offers, which would cover the workbench. */
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

/**
 * Replaces the user's settings. `settings` override the settings above. A running server applies
 * them immediately.
 */
export async function writeSettings(dataDir: string, settings: Settings): Promise<void> {
  const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  await writeFileIn(settingsFile(dataDir), `${text}\n`);
}

/** Writes the default settings, unless settings exist, which the user may have changed. */
export async function writeInitialSettings(dataDir: string): Promise<void> {
  if (!existsSync(settingsFile(dataDir))) {
    await writeSettings(dataDir, {});
  }
}

function settingsFile(dataDir: string): string {
  return join(dataDir, "data", "User", "settings.json");
}

/** The extensions folder of a server with this data folder. */
export function extensionsDirectory(dataDir: string): string {
  return join(dataDir, "extensions");
}

/**
 * Installs unpacked extensions without copying them, like "Install Extension from Location".
 * Replaces all other extensions.
 */
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

/**
 * Returns the connection token, and creates it if needed. Without a token, any web page could
 * access the server. The token is kept for later starts.
 */
export async function connectionToken(file: string): Promise<string> {
  if (!existsSync(file)) {
    await writeFileIn(file, randomUUID(), 0o600);
  }
  return readFile(file, "utf8");
}

/** The global storage folder of this repository's extension, given VS Code's user data folder. */
export function globalStorageDirectory(userDataDir: string): string {
  return join(userDataDir, "User", "globalStorage", extensionId(readManifest()));
}

/** Returns a path in the form of VS Code's URIs: with slashes, and not percent-encoded. */
export function uriPath(path: string): string {
  return decodeURIComponent(pathToFileURL(path).pathname);
}

async function writeFileIn(file: string, text: string, mode = 0o666): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode });
}
