// Installs and uninstalls extensions with the VS Code server's commands.
import { spawnSync } from "node:child_process";
import { installVSCodeServer } from "./installVSCodeServer";
import { extensionId, readManifest } from "./repository";
import { extensionsDirectory } from "./serverData";

/**
 * Installs a VSIX into a server's data folder. Replaces an installed version.
 *
 * @throws Error with VS Code's message if that fails.
 */
export async function installVsix(dataDir: string, file: string): Promise<void> {
  await runServer(dataDir, "--install-extension", file);
}

/**
 * Uninstalls this repository's extension. The server deletes its files at the next start.
 *
 * @throws Error with VS Code's message if it is not installed.
 */
export async function uninstallExtension(dataDir: string): Promise<void> {
  await runServer(dataDir, "--uninstall-extension", extensionId(readManifest()));
}

async function runServer(dataDir: string, command: string, extension: string): Promise<void> {
  const { node, main } = await installVSCodeServer();
  const places = ["--server-data-dir", dataDir, "--extensions-dir", extensionsDirectory(dataDir)];
  const { status, output } = spawnSync(node, [main, command, extension, ...places], {
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`VS Code did not ${command.slice(2)} ${extension}:\n${output.join("")}`);
  }
}
