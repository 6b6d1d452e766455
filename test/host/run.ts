// Runs the host tests inside a real VS Code, in Chromium, and exits with 0 or 1.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { format } from "node:util";
import type { Page } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { repositoryRoot } from "../../scripts/repository";
import { hostTestsUrl, startVSCodeServer } from "../../scripts/vscodeServer";
import { HOST_OUTPUT } from "./output";

const TIMEOUT_MS = 180_000;
const artifacts = join(repositoryRoot, "artifacts");
/** What VS Code itself says is too much for the terminal. */
const logFile = join(artifacts, "host.log");

async function main(): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), "coder-telemetry-host-"));
  const folder = join(home, "workspace");
  await mkdir(folder);
  const server = await startVSCodeServer({ dataDir: join(home, "data"), home, hostTests: true });
  try {
    return await runTests(hostTestsUrl(server, folder, join(__dirname, "index.js")));
  } finally {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** The exit code of the tests, which the workbench at `url` runs as soon as it is opened. */
async function runTests(url: string): Promise<number> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.exposeFunction("codeAutomationLog", log);
    const exitCode = hostExit(page);
    await page.goto(url);
    return await Promise.race([exitCode, timeOut(page)]);
  } finally {
    await browser.close();
  }
}

async function hostExit(page: Page): Promise<number> {
  return new Promise((resolve, reject) => {
    page.exposeFunction("codeAutomationExit", resolve).catch(reject);
  });
}

async function timeOut(page: Page): Promise<never> {
  await delay(TIMEOUT_MS, undefined, { ref: false });
  const screenshot = join(artifacts, "host-timeout.png");
  await page.screenshot({ path: screenshot });
  throw new Error(
    `The host tests did not end within ${TIMEOUT_MS / 1000} s. See ${screenshot} and ${logFile}.`,
  );
}

function log(type: string, values: unknown[]): void {
  const text = format(...values);
  appendFileSync(logFile, `${type}: ${text}\n`);
  if (values[0] === HOST_OUTPUT) {
    process.stdout.write(`${format(...values.slice(1))}\n`);
  }
}

mkdirSync(artifacts, { recursive: true });
writeFileSync(logFile, "");
main().then(
  (exitCode) => {
    if (exitCode !== 0) {
      process.stderr.write(`The host tests failed. VS Code's own log is ${logFile}.\n`);
    }
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
