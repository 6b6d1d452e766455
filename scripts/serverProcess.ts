// Starts a VS Code server, waits until it is ready, and stops it with all its child processes.
import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const LOG_LINES_IN_ERROR = 20;

type ServerProcess = ChildProcessByStdio<Writable, Readable, Readable>;

// Ends the server when the process that started it ends for any reason, which closes the pipe.
// Extension hosts inherit the server's flags. Clearing `execArgv` prevents this script from ending
// them before they have deactivated.
const EXIT_WITH_PARENT = `process.execArgv.length = 0;
process.stdin.once("end", () => process.exit()).resume();`;

/**
 * Starts the VS Code server. `node` is the path of Node.js. `args` are the server's script and its
 * flags.
 */
export function spawnServer(node: string, args: string[], env: NodeJS.ProcessEnv): ServerProcess {
  const preload = `data:text/javascript,${encodeURIComponent(EXIT_WITH_PARENT)}`;
  return spawn(node, ["--import", preload, ...args], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
    // Extension hosts then belong to the server's process group, which stopServer() ends.
    detached: process.platform !== "win32",
  });
}

/**
 * Waits until the server listens, and returns its port.
 *
 * @throws Error with the server's last log lines if it can't listen, exits, or takes more than a
 *   minute.
 */
export async function listeningPort(server: ServerProcess): Promise<number> {
  let log = "";
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timeout);
      reject(new Error(`The VS Code server ${reason}. Its last words:\n${lastLines(log)}`));
    };
    const timeout = setTimeout(fail, START_TIMEOUT_MS, `did not start in ${START_TIMEOUT_MS} ms`);
    const read = (chunk: string) => {
      log += chunk;
      const port = /agent listening on (\d+)/.exec(log)?.[1];
      if (port !== undefined) {
        clearTimeout(timeout);
        // Later output must be read, or the server could block. It is discarded.
        log = "";
        server.stdout.off("data", read).resume();
        server.stderr.off("data", read).resume();
        resolve(Number(port));
      } else if (log.includes("Error: listen ")) {
        // If the port is in use, the server logs this but doesn't exit.
        fail("cannot listen");
      }
    };
    server.stdout.setEncoding("utf8").on("data", read);
    server.stderr.setEncoding("utf8").on("data", read);
    server.once("error", (error) => {
      fail(`did not start (${error.message})`);
    });
    server.once("exit", (code, signal) => {
      fail(`ended (${String(code ?? signal)})`);
    });
  });
}

/** Returns the last lines of a log without stack traces. */
function lastLines(log: string): string {
  const lines = log.split("\n").filter((line) => /^[^\s}]/.test(line));
  return lines.slice(-LOG_LINES_IN_ERROR).join("\n");
}

/** Stops the server. Its extension hosts get time to deactivate. */
export async function stopServer(server: ServerProcess): Promise<void> {
  const { pid } = server;
  if (pid === undefined) {
    return; // It never started.
  }
  server.stdin.end();
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isRunning(pid) && Date.now() < deadline) {
    await delay(50);
  }
  killTree(pid);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(process.platform === "win32" ? pid : -pid, 0);
  } catch {
    return false;
  }
}

function killTree(pid: number): void {
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
    return;
  }
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All processes have already ended.
  }
}
