// Real OTLP servers for the conformance tests: what a test asks of one, and how one is built, started and ended.
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { cacheDirectory } from "../../scripts/repository";

/** A log record as an endpoint gives it back; what some endpoints do not keep is optional. */
export interface ReceivedRecord {
  /** The attribute `log.record.uid`. */
  uid: string;
  body: string;
  eventName?: string;
  severityNumber?: number;
  timeUnixNano: string;
  traceId?: string;
  spanId?: string;
  attributes: Record<string, unknown>;
  resource: Record<string, unknown>;
}

/** A running server that takes OTLP/HTTP logs. */
export interface Endpoint {
  readonly name: string;
  readonly logsUrl: string;
  /** What a request needs beside its content type. */
  readonly headers?: Record<string, string>;
  /** All records that it holds at this moment. */
  received(): Promise<ReceivedRecord[]>;
  stop(): Promise<void>;
}

/** A server's process. */
interface Server {
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;
const LOG_LINES_KEPT = 40;
const GO_VERSION = [1, 26] as const;

/**
 * The cached folder of a build; `build` fills it the first time, and again when `inputs` (versions,
 * manifests) differ. It appears whole or not at all, so an interrupted build is no trouble, nor a
 * second one at the same time.
 */
export async function buildOnce(
  name: string,
  inputs: readonly string[],
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const cache = join(cacheDirectory, "endpoints");
  const platform = [process.platform, process.arch];
  const hash = createHash("sha256").update(JSON.stringify([...platform, ...inputs]));
  const folder = join(cache, `${name}-${hash.digest("hex").slice(0, 16)}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const partial = await mkdtemp(join(cache, `.${name}-`));
    try {
      await build(partial);
      await rename(partial, folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return folder;
}

/** @throws Error that says what is missing, unless there is a Go that can build the servers. */
export async function requireGo(): Promise<void> {
  const [major, minor] = GO_VERSION;
  const needed = `The endpoint tests build their servers with Go ${major}.${minor} or newer`;
  const version = await run("go", ["env", "GOVERSION"]).catch(() => {
    throw new Error(`${needed}, and there is no "go" on the PATH.`);
  });
  const found = /^go(\d+)\.(\d+)/.exec(version);
  if (found && (+(found[1] ?? 0) - major || +(found[2] ?? 0) - minor) < 0) {
    throw new Error(`${needed}; the one on the PATH is ${version.trim()}.`);
  }
}

/** Runs a command to its end, behind whatever else the machine does, and returns what it said. */
export async function run(
  command: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  // A Go that is too old must say so, not fetch another one.
  const environment = { ...process.env, GOTOOLCHAIN: "local", ...env };
  const child = spawn(command, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const log = keepLog(child);
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    throw new Error(`"${command} ${args.join(" ")}" failed (${String(code)}):\n${log()}`);
  }
  return output;
}

/**
 * Starts a server, and waits until it is ready. It ends with this process, if not by `stop()` before.
 *
 * @throws Error with its last log lines, when it ends before, or is not ready within two minutes.
 */
export async function startServer(
  [command, ...args]: readonly [string, ...string[]],
  isReady: () => Promise<boolean>,
  { cwd, env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Server> {
  const environment = { ...process.env, ...env };
  const child = spawn(command, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const log = keepLog(child);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(`did not start (${error.message})`);
    });
    child.once("close", (code, signal) => {
      resolve(`ended (${String(code ?? signal)})`);
    });
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    child.kill("SIGTERM");
    const timeout = setTimeout(kill, STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timeout);
    process.off("exit", kill);
  };
  const problem = await waitUntilReady(isReady, ended);
  if (problem !== undefined) {
    await stop();
    throw new Error(`${command} ${problem}. Its last words:\n${log()}`);
  }
  return { stop };
}

async function waitUntilReady(
  isReady: () => Promise<boolean>,
  ended: Promise<string>,
): Promise<string | undefined> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const problem = await Promise.race([ended, delay(100)]);
    if (problem !== undefined) return problem;
    if (await isReady().catch(() => false)) return undefined;
    if (Date.now() > deadline) return `was not ready within ${START_TIMEOUT_MS / 1000} seconds`;
  }
}

/** Reads what a process says, so that it may go on, and keeps the last lines of it. */
function keepLog(child: ChildProcess): () => string {
  let lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      lines = [...lines, ...text.split("\n")].filter((line) => line !== "").slice(-LOG_LINES_KEPT);
    });
  }
  return () => lines.join("\n");
}

/** Whether there is an HTTP server that answers this address with success. */
export async function answers(url: string): Promise<boolean> {
  return (await fetch(url)).ok;
}

/** Ports of the loopback interface that nothing listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const listeners = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(listeners.map((listener) => once(listener, "listening")));
  const ports = listeners.map((listener) => (listener.address() as AddressInfo).port);
  await Promise.all(listeners.map((listener) => once(listener.close(), "close")));
  return ports;
}
