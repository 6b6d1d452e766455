// Starts the VS Code server and returns the URLs of its workbench.
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
  /** Folder for the server's data: settings, global storage, and installed extensions. */
  dataDir: string;
  /** Default: any free port. */
  port?: number;
  /** Home folder for extensions and file dialogs. Default: the user's home folder. */
  home?: string;
  /** Whether hostTestsUrl() works. If so, VS Code shows no notifications. */
  hostTests?: boolean;
  /** Whether to install this repository's extension. Default: true, except for host tests. */
  installRepository?: boolean;
  /** Folders of other extensions to install. */
  otherExtensions?: readonly string[];
  /** Whether all folders are trusted without a prompt. Default: true. */
  isTrusted?: boolean;
}

export interface VSCodeServer {
  port: number;
  /** The connection token, which must be part of the workbench's URL. */
  token: string;
  dataDir: string;
  /** The global storage folder of this repository's extension. */
  globalStorageDir: string;
  /** Stops the server. Its extension hosts get time to deactivate. */
  stop(): Promise<void>;
}

/**
 * Starts a VS Code server that is only accessible from this machine, and waits until it is ready.
 * Installs it first if needed. The server ends with this process or when `stop()` is called.
 *
 * @throws Error with the server's last log lines if it doesn't start within a minute.
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
    // Without this flag, a released VS Code ignores the test module in hostTestsUrl().
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

/** Returns the URL of a workbench that opens `folder`. */
export function workbenchUrl({ port, token }: VSCodeServer, folder: string): string {
  const url = new URL(`http://127.0.0.1:${port}`);
  url.searchParams.set("tkn", token);
  url.searchParams.set("folder", uriPath(folder));
  return url.href;
}

/**
 * Returns the URL of a workbench that executes `run()` of the module `testsPath` in its extension
 * host.
 */
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
