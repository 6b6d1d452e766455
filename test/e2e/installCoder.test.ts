import assert from "node:assert/strict";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { packStandIn } from "../support/coderExtension/install";
import type { StandInOptions } from "../support/coderExtension/manifest";
import { waitUntil } from "../support/waitUntil";
import {
  EXPORT_ALONE,
  EXPORT_OF_BOTH,
  pressForOwnExport,
  pressForStandIn,
  runOwnCommands,
  runStandIn,
  sharedKeybinding,
} from "./bothExtensions";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const EXPORT = "Export Telemetry";
const [ALONE = ""] = EXPORT_ALONE;
const [, OF_ALL = ""] = EXPORT_OF_BOTH;

describe("a person who installs and uninstalls the Coder extension in a window that stays open", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      keybindings: [sharedKeybinding],
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(), days: 2 });
      },
    });
  });
  afterEach(() => {
    assert.deepEqual(workbench.problems.errors, []);
  });

  async function install(options?: StandInOptions): Promise<void> {
    const { homeDir } = workbench.directories;
    const file = await packStandIn(homeDir, options);
    await workbench.runCommand("Extensions: Install from VSIX...");
    await workbench.saveDialog.waitFor(/VSIX/);
    await workbench.saveDialog.setPath(file);
    await workbench.quickInput.pressButton("Install");
    await workbench.notifications.waitFor("Completed installing extension.");
    await workbench.runCommand("Notifications: Clear All Notifications");
  }

  /** Clicks a button of what VS Code shows of the Coder extension, and waits until it offers another in its place. */
  async function click(button: string, next: string): Promise<void> {
    const { page } = workbench;
    await workbench.runCommand("Extensions: Show Installed Extensions");
    const name = page.locator(".name").filter({ hasText: /^Coder$/ });
    await page.locator(".extension-list-item").filter({ has: name }).click();
    const buttons = page.locator(".extension-editor .header .action-label:visible");
    await buttons.filter({ hasText: new RegExp(`^${button}$`) }).click();
    await waitUntil(
      `the button ${next}`,
      () => buttons.allInnerTexts(),
      (texts) => texts.includes(next),
    );
  }

  async function reload(): Promise<void> {
    await workbench.page.reload();
    await workbench.waitForExtension();
  }

  it("finds the export of both once it is installed", async () => {
    await workbench.waitForCommands(EXPORT, EXPORT_ALONE);
    await install();
    await workbench.waitForCommands(EXPORT, EXPORT_OF_BOTH);
  });

  it("has this one's alone while it is disabled", async () => {
    await click("Disable", "Enable");
    await workbench.waitForCommands(EXPORT, EXPORT_ALONE);
    await click("Enable", "Disable");
    await workbench.waitForCommands(EXPORT, EXPORT_OF_BOTH);
  });

  it("has this one's under both ids once it is uninstalled", async () => {
    await click("Uninstall", "Uninstalled");
    await workbench.waitForCommands(EXPORT, EXPORT_ALONE);
    await pressForOwnExport(workbench);
    await runOwnCommands(workbench, ALONE);
  });

  // VS Code activates it at once now: its command has been asked for in this window.
  it("has the commands of both once it is installed anew, though this one had its command", async () => {
    await install();
    await workbench.waitForCommands(EXPORT, EXPORT_OF_BOTH);
    await pressForStandIn(workbench, "Coder 1.15.2");
    await runStandIn(workbench, "Coder 1.15.2");
    await runOwnCommands(workbench, OF_ALL);
  });

  it("has the commands of both after an update, which takes effect when the window is reloaded", async () => {
    await install({ version: "1.15.3", activationEvents: ["*"] });
    await pressForStandIn(workbench, "Coder 1.15.2");
    await reload();
    await pressForStandIn(workbench, "Coder 1.15.3");
    await runStandIn(workbench, "Coder 1.15.3");
    await runOwnCommands(workbench, OF_ALL);
  });

  it("has this one's under both ids after an update to a version without an export", async () => {
    const commands = ["coder.login", "coder.viewLogs"];
    await install({ version: "1.15.4", commands });
    await reload();
    await workbench.waitForCommands(EXPORT, EXPORT_ALONE);
    await pressForOwnExport(workbench);
    await runStandIn(workbench, "Coder 1.15.4", commands);
  });

  it("has the commands of both until an active one that is uninstalled goes with the window", async () => {
    await install({ version: "1.15.5", activationEvents: ["*"] });
    await reload();
    await click("Uninstall", "Reload Window");
    await workbench.waitForCommands(EXPORT, EXPORT_OF_BOTH);
    await pressForStandIn(workbench, "Coder 1.15.5");
    await reload();
    await workbench.waitForCommands(EXPORT, EXPORT_ALONE);
    await pressForOwnExport(workbench);
    await runOwnCommands(workbench, ALONE);
  });
});
