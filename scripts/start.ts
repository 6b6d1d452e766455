// `npm start`: runs the extension with sample telemetry in VS Code, in the browser or on the
// desktop (`--desktop`).
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { CODER_EXTENSION } from "../src/telemetry/stored/sources";
import { messageOf } from "../src/telemetry/stored/systemError";
import { findOnPath } from "./findOnPath";
import { cacheDirectory, readManifest, repositoryRoot } from "./repository";
import { writeSampleTelemetry } from "./sampleTelemetry";
import { globalStorageDirectory } from "./serverData";
import { startVSCodeServer, workbenchUrl } from "./vscodeServer";

/** The default port. A fixed one keeps the browser's address the same. */
const USUAL_PORT = 8137;

const USAGE = `Usage: npm start -- [--port N] [--desktop]

  --port     port of the VS Code in the browser, from 1 to 65535 (default: ${USUAL_PORT}, or a free one)
  --desktop  opens the "code" on your PATH instead`;

const SAMPLE_DAYS = 30;

interface Flags {
  desktop: boolean;
  port: number | undefined;
}

async function main(): Promise<void> {
  const { desktop, port } = readFlags();
  await (desktop ? startDesktop() : startInBrowser(port));
}

function readFlags(): Flags {
  try {
    const { values } = parseArgs({
      options: {
        desktop: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        port: { type: "string" },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    if (values.desktop && values.port !== undefined) {
      throw new Error(
        "--port and --desktop can't be combined, because the desktop doesn't use a port.",
      );
    }
    return { desktop: values.desktop, port: readPort(values.port) };
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

function readPort(text: string | undefined): number | undefined {
  const port = Number(text);
  if (text !== undefined && !(/^\d+$/.test(text) && port >= 1 && port <= 65_535)) {
    throw new Error(`--port ${text} is not a port. Use a number from 1 to 65535.`);
  }
  return text === undefined ? undefined : port;
}

async function startInBrowser(chosenPort: number | undefined): Promise<void> {
  if (chosenPort !== undefined && !(await isFree(chosenPort))) {
    throw new Error(
      `Port ${chosenPort} can't be used, or another program uses it. Choose another one.`,
    );
  }
  const dataDir = join(cacheDirectory, "start");
  const folder = await prepareWorkspace(dataDir);
  await prepareTelemetry(join(dataDir, "data"));
  const port = chosenPort ?? ((await isFree(USUAL_PORT)) ? USUAL_PORT : 0);
  const server = await startVSCodeServer({ dataDir, port });
  const url = workbenchUrl(server, folder);
  console.log(`VS Code with Coder Telemetry and sample telemetry runs here:\n\n  ${url}\n`);
  console.log(`Open it, ${whatToPress()}\nCtrl+C ends it.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.stop();
}

async function startDesktop(): Promise<void> {
  const code = findOnPath(["code"]);
  if (code === undefined) {
    throw new Error(
      'There is no "code" on the PATH. Install the "code" command of VS Code, or start without --desktop.',
    );
  }
  const userDataDir = join(cacheDirectory, "start-desktop");
  const folder = await prepareWorkspace(userDataDir);
  await prepareTelemetry(userDataDir);
  console.log(`VS Code opens with Coder Telemetry and sample telemetry. In it, ${whatToPress()}`);
  const extension = `--extensionDevelopmentPath=${repositoryRoot}`;
  await run(code, [extension, "--user-data-dir", userDataDir, folder]);
}

async function run(command: string, args: string[]): Promise<void> {
  // On Windows, `code` is a .cmd file, which requires a shell
  // (https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows). The shell
  // splits arguments at spaces, so they are quoted.
  const shell = process.platform === "win32";
  const quote = (part: string) => (shell ? `"${part}"` : part);
  const child = spawn(quote(command), args.map(quote), { shell, stdio: "inherit" });
  const [exitCode] = (await once(child, "exit")) as [number | null];
  if (exitCode !== 0) {
    throw new Error(`"${command}" failed (exit code ${String(exitCode)}).`);
  }
}

/** Creates the folder that is opened in VS Code. */
async function prepareWorkspace(directory: string): Promise<string> {
  const folder = join(directory, "workspace");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "README.md"), `# Coder Telemetry\n\nHere, ${whatToPress()}\n`);
  return folder;
}

/** Writes what the Coder extension would have recorded up to now, in place of what it recorded up to the last start. */
async function prepareTelemetry(userDataDir: string): Promise<void> {
  const globalStorage = dirname(globalStorageDirectory(userDataDir));
  const directory = join(globalStorage, CODER_EXTENSION, "telemetry");
  await rm(directory, { recursive: true, force: true });
  await writeSampleTelemetry(directory, { end: new Date(), days: SAMPLE_DAYS });
}

function whatToPress(): string {
  const [binding] = readManifest().contributes.keybindings;
  const keys =
    binding && ` (or press ${binding.key}${binding.mac ? `, on a Mac ${binding.mac}` : ""})`;
  return `press F1 and choose "Coder: Export Telemetry…"${keys ?? ""}.`;
}

async function isFree(port: number): Promise<boolean> {
  const listener = createServer();
  try {
    await once(listener.listen(port, "127.0.0.1"), "listening");
    return true;
  } catch {
    return false;
  } finally {
    listener.close();
  }
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
