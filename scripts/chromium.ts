// Finds or installs Chromium and starts it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { findOnPath } from "./findOnPath";

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

/** Turns off background downloads, updates and prompts. */
const QUIET_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Returns the path of a Chromium executable: the one in CHROME_PATH, one that is installed on this
 * machine, or Playwright's. If there is none, installs it with Playwright or, as root on
 * Debian-based systems, from the distribution.
 *
 * @throws Error that says what to install.
 */
function findChromium(): string {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (!existsSync(CHROME_PATH)) {
      throw new Error(`CHROME_PATH is ${CHROME_PATH}, which does not exist.`);
    }
    return CHROME_PATH;
  }
  const found = installedChromium() ?? installFromPlaywright() ?? installFromDebian();
  if (found === undefined) {
    throw new Error(
      "No Chromium was found, and none could be installed. Install Chromium, Google Chrome or Microsoft Edge, " +
        "or set CHROME_PATH to the executable of one.",
    );
  }
  return found;
}

/**
 * Starts a headless browser.
 *
 * @throws Error that says what to install if there is no Chromium.
 */
export async function launchChromium(): Promise<Browser> {
  // Chromium doesn't start as root with its sandbox.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: findChromium(),
    args: [...QUIET_FLAGS, ...(isRoot ? ["--no-sandbox"] : [])],
  });
}

function installedChromium(): string | undefined {
  const places = [...usualPlaces(), chromium.executablePath()];
  return findOnPath(COMMANDS) ?? places.find((file) => existsSync(file));
}

function usualPlaces(): string[] {
  if (process.platform === "darwin") {
    return ["Chromium", "Google Chrome", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
      .map((name) => process.env[name])
      .filter((root) => root !== undefined);
    return roots.flatMap((root) => [
      join(root, "Google", "Chrome", "Application", "chrome.exe"),
      join(root, "Microsoft", "Edge", "Application", "msedge.exe"),
    ]);
  }
  return [];
}

function installFromPlaywright(): string | undefined {
  console.error("No Chromium was found: installing Playwright's.");
  const cli = join(require.resolve("playwright-core/package.json"), "..", "cli.js");
  // On a minimal system, libraries that Chromium needs may be missing.
  const libraries = mayInstallPackages() ? ["--with-deps"] : [];
  run(process.execPath, [cli, "install", ...libraries, "chromium"]);
  return installedChromium();
}

function installFromDebian(): string | undefined {
  if (!mayInstallPackages()) {
    return undefined;
  }
  console.error("Playwright's could not be installed: installing the distribution's.");
  run("apt-get", ["update"]);
  run("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"]);
  return installedChromium();
}

function mayInstallPackages(): boolean {
  return process.getuid?.() === 0 && findOnPath(["apt-get"]) !== undefined;
}

function run(command: string, args: string[]): void {
  // The caller checks whether the browser exists, so the exit code is ignored. Standard output is
  // reserved for the caller.
  spawnSync(command, args, { stdio: ["ignore", process.stderr, process.stderr] });
}
