// A VS Code of its own for each test.
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { globalStorageDirectory, writeSettings, type Settings } from "../../scripts/serverData";
import { startVSCodeServer, workbenchUrl } from "../../scripts/vscodeServer";
import { Workbench, type WorkbenchDirectories } from "./workbench";

/** The part of the user agent that VS Code takes the keyboard's conventions from. */
const SYSTEMS = {
  linux: "X11; Linux x86_64",
  mac: "Macintosh; Intel Mac OS X 10_15_7",
  windows: "Windows NT 10.0; Win64; x64",
};

export interface WorkbenchOptions {
  /** Writes telemetry files into the folder before VS Code starts. */
  telemetry?: (directory: string) => Promise<void>;
  /** User settings, beside those that keep VS Code quiet. */
  settings?: Settings;
  /** The system that the person sits at: Linux by default. The extension host's is the real one. */
  platform?: keyof typeof SYSTEMS;
}

/**
 * Starts VS Code in fresh folders, and waits until the extension shows itself in the status bar.
 * `close()` ends it and deletes the folders.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const directories = await createDirectories();
  const { dataDir, homeDir, telemetryDir, workspaceDir } = directories;
  const undo = [() => rm(homeDir, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step();
    }
  };
  try {
    await options.telemetry?.(telemetryDir);
    await writeSettings(dataDir, options.settings ?? {});
    const server = await startVSCodeServer({ dataDir, home: homeDir });
    undo.push(() => server.stop());
    const browser = await launchChromium();
    undo.push(() => browser.close());
    const page = await openPage(browser, SYSTEMS[options.platform ?? "linux"]);
    await page.goto(workbenchUrl(server, workspaceDir));
    const workbench = new Workbench(page, directories, close, options.platform === "mac");
    await workbench.waitForExtension();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}

async function createDirectories(): Promise<WorkbenchDirectories & { dataDir: string }> {
  const homeDir = await mkdtemp(join(await realpath(tmpdir()), "coder-e2e-"));
  const dataDir = join(homeDir, ".vscode");
  const telemetryDir = join(globalStorageDirectory(join(dataDir, "data")), "telemetry");
  const workspaceDir = join(homeDir, "workspace");
  await mkdir(telemetryDir, { recursive: true });
  await mkdir(workspaceDir);
  return { homeDir, dataDir, telemetryDir, workspaceDir };
}

async function openPage(browser: Browser, system: string): Promise<Page> {
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
    userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`,
    viewport: { width: 1280, height: 800 },
  });
  return context.newPage();
}
