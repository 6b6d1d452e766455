// Starts the VS Code server, and tells the address of a workbench in it.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installVSCodeServer } from "./installVSCodeServer";
import { repositoryRoot } from "./repository";
import {
  connectionToken,
  extensionsDirectory,
  globalStorageDirectory,
  installFolders,
  uriPath,
  writeInitialSettings,
} from "./serverData";
import { listeningPort, spawnServer, stopServer } from "./serverProcess";

export interface VSCodeServerOptions {
  /** Everything that the server stores: settings, global storage, installed extensions. */
  dataDir: string;
  /** Any free one without it. */
  port?: number;
  /** The home folder that extensions and file dialogs see; by default the real one. */
  home?: string;
  /** Whether hostTestsUrl() works. VS Code shows no notifications then. */
  hostTests?: boolean;
  /** Whether to install this repository as an extension: by default, unless for host tests. */
  installRepository?: boolean;
  /** Folders of other extensions that are installed with it. */
  otherExtensions?: readonly string[];
  /** Whether a folder is trusted without being asked for: by default. */
  isTrusted?: boolean;
}

export interface VSCodeServer {
  port: number;
  /** What the address of a workbench must have. */
  token: string;
  dataDir: string;
  /** The global storage folder of this repository's extension. */
  globalStorageDir: string;
  /** Ends the server and its extension hosts, which get a moment to deactivate. */
  stop(): Promise<void>;
}

/**
 * Starts a VS Code server that only this machine reaches, and waits until it answers.
 * The first time, this installs it. It ends with this process, if not by `stop()` before.
 *
 * @throws Error with the server's last log lines, if it does not start within a minute.
 */
export async function startVSCodeServer(options: VSCodeServerOptions): Promise<VSCodeServer> {
  const { dataDir, home, hostTests = false, isTrusted = true } = options;
  const { installRepository = !hostTests, otherExtensions = [] } = options;
  const { node, main } = await installVSCodeServer();
  const extensionsDir = extensionsDirectory(dataDir);
  const tokenFile = join(dataDir, "token");
  const token = await connectionToken(tokenFile);
  await writeInitialSettings(dataDir);
  if (installRepository) {
    await installFolders(extensionsDir, [repositoryRoot, ...otherExtensions]);
  }
  const flags = [
    ...["--host", "127.0.0.1", "--port", String(options.port ?? 0)],
    ...["--connection-token-file", tokenFile],
    ...["--server-data-dir", dataDir, "--extensions-dir", extensionsDir],
    ...["--accept-server-license-terms", "--telemetry-level", "off"],
    ...(isTrusted ? ["--disable-workspace-trust"] : []),
    // Without it, a released VS Code ignores the payload of hostTestsUrl().
    ...(hostTests ? ["--enable-smoke-test-driver"] : []),
  ];
  const env = home === undefined ? process.env : { ...process.env, HOME: home, USERPROFILE: home };
  const server = spawnServer(node, [main, ...flags], env);
  try {
    const port = await listeningPort(server);
    const globalStorageDir = globalStorageDirectory(join(dataDir, "data"));
    return { port, token, dataDir, globalStorageDir, stop: () => stopServer(server) };
  } catch (error) {
    await stopServer(server);
    throw error;
  }
}

/** The address of a workbench with `folder` open. */
export function workbenchUrl({ port, token }: VSCodeServer, folder: string): string {
  const url = new URL(`http://127.0.0.1:${port}`);
  url.searchParams.set("tkn", token);
  url.searchParams.set("folder", uriPath(folder));
  return url.href;
}

/** The address of a workbench that executes `run()` of the module `testsPath` in its extension host. */
export function hostTestsUrl(server: VSCodeServer, folder: string, testsPath: string): string {
  const remoteUri = (path: string) =>
    `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(path).pathname}`;
  const payload = [
    ["extensionDevelopmentPath", remoteUri(repositoryRoot)],
    ["extensionTestsPath", remoteUri(testsPath)],
  ];
  const url = new URL(workbenchUrl(server, folder));
  url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}
