// A VS Code of its own for each test.
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../../scripts/chromium";
import { type Settings, globalStorageDirectory, writeSettings } from "../../scripts/serverData";
import { startVSCodeServer, workbenchUrl } from "../../scripts/vscodeServer";
import { CODER_EXTENSION } from "../../src/telemetry/stored/sources";
import { unpackStandIn } from "../support/coderExtension/install";
import type { StandInOptions } from "../support/coderExtension/manifest";
import { type KeybindingRule, writeKeybindings } from "./keybindings";
import { Problems } from "./problems";
import { Workbench, type WorkbenchDirectories } from "./workbench";

/** In Restricted Mode, without a question whether to leave it. */
const RESTRICTED: Settings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

/** The part of the user agent that VS Code takes the keyboard's conventions from. */
const SYSTEMS = {
  linux: "X11; Linux x86_64",
  mac: "Macintosh; Intel Mac OS X 10_15_7",
  windows: "Windows NT 10.0; Win64; x64",
};

export interface WorkbenchOptions {
  /** Writes telemetry files into the folder before VS Code starts. */
  telemetry?: (directory: string) => Promise<void>;
  /** Writes the telemetry files of the Coder extension, before VS Code starts. */
  coderTelemetry?: (directory: string) => Promise<void>;
  /** Stand-ins for the Coder extension, or others of the kind, that are installed beside the repository. */
  standIns?: readonly StandInOptions[];
  /** Rules of the user's own, in place of those before. */
  keybindings?: readonly KeybindingRule[];
  /** Folders of another workbench, which `close()` does not delete; by default fresh ones, which it does. */
  directories?: WorkbenchDirectories;
  /** Whether the extension is this repository: by default. Otherwise it is one that was installed into the folders. */
  installRepository?: boolean;
  /** User settings, beside those that keep VS Code quiet. */
  settings?: Settings;
  /** Whether the workspace is trusted: by default. Otherwise VS Code opens it in Restricted Mode. */
  isTrusted?: boolean;
  /** The system that the person sits at: Linux by default. The extension host's is the real one. */
  platform?: keyof typeof SYSTEMS;
}

/**
 * Starts VS Code, and waits until the extension shows itself in the status bar.
 * `close()` ends it and deletes its folders.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { installRepository = true, isTrusted = true } = options;
  const directories = options.directories ?? (await createDirectories());
  const { dataDir, homeDir, telemetryDir, coderTelemetryDir, workspaceDir } = directories;
  const undo = options.directories ? [] : [() => deleteDirectories(directories)];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step();
    }
  };
  try {
    await options.telemetry?.(telemetryDir);
    await options.coderTelemetry?.(coderTelemetryDir);
    if (options.keybindings) {
      await writeKeybindings(dataDir, options.keybindings);
    }
    const otherExtensions: string[] = [];
    for (const standIn of options.standIns ?? []) {
      otherExtensions.push(await unpackStandIn(join(homeDir, "extensions"), standIn));
    }
    await writeSettings(dataDir, { ...(!isTrusted && RESTRICTED), ...options.settings });
    const server = await startVSCodeServer({
      dataDir,
      home: homeDir,
      installRepository,
      otherExtensions,
      isTrusted,
    });
    undo.push(() => server.stop());
    const browser = await launchChromium();
    undo.push(() => browser.close());
    const page = await openPage(browser, SYSTEMS[options.platform ?? "linux"]);
    const problems = new Problems(page);
    await page.goto(workbenchUrl(server, workspaceDir));
    const workbench = new Workbench(page, directories, problems, close, options.platform === "mac");
    await workbench.waitForExtension();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fresh folders for workbenches that follow each other. */
export async function createDirectories(): Promise<WorkbenchDirectories> {
  const homeDir = await mkdtemp(join(await realpath(tmpdir()), "coder-e2e-"));
  const dataDir = join(homeDir, ".vscode");
  const telemetryDir = join(globalStorageDirectory(join(dataDir, "data")), "telemetry");
  const coderTelemetryDir = join(telemetryDir, "..", "..", CODER_EXTENSION, "telemetry");
  const workspaceDir = join(homeDir, "workspace");
  await mkdir(telemetryDir, { recursive: true });
  await mkdir(workspaceDir);
  return { homeDir, dataDir, telemetryDir, coderTelemetryDir, workspaceDir };
}

export async function deleteDirectories({ homeDir }: WorkbenchDirectories): Promise<void> {
  await rm(homeDir, { recursive: true, force: true });
}

async function openPage(browser: Browser, system: string): Promise<Page> {
  const context = await browser.newContext({
    permissions: ["clipboard-read", "clipboard-write"],
    userAgent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`,
    viewport: { width: 1280, height: 800 },
  });
  return context.newPage();
}
