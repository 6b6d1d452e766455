import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { waitUntil } from "../support/waitUntil";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const MENU = { title: "Coder Telemetry" };
const DELETE = { title: "Delete all stored telemetry?" };
const ITEM = "Coder Telemetry";

describe("a person at the status-bar item", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      settings: { "coder.telemetry.level": "off" },
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(), days: 20 });
        writeFileSync(join(directory, "notes.txt"), "mine");
      },
    });
  });

  /** Opens the menu and chooses an entry. */
  async function choose(label: string): Promise<void> {
    await workbench.clickStatusBarItem(ITEM);
    await workbench.quickInput.waitFor(MENU);
    await workbench.quickInput.pick(label);
  }

  it("sees what is stored, and hears whether recording is on", async () => {
    const { page } = workbench;
    const item = workbench.statusBarItem(ITEM);
    assert.equal((await item.innerText()).trim(), "Coder Telemetry");
    assert.equal(await item.getAttribute("aria-label"), "Coder Telemetry. Recording is off.");
    await item.hover();
    const tooltip = page.locator(".workbench-hover");
    await tooltip.filter({ hasText: /Stored \(UTC\): .* · 20 days · [\d.]+ MB/ }).waitFor();
    await workbench.screenshot("tooltip");
  });

  it("finds all there is to do with telemetry, and whether recording is on", async () => {
    const { quickInput } = workbench;
    await workbench.clickStatusBarItem(ITEM);
    const { placeholder } = await quickInput.waitFor(MENU);
    assert.equal(placeholder, "Recording is off.");
    assert.deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      [
        "Export Telemetry…",
        "View Telemetry",
        "Export the Telemetry in a Support Bundle…",
        "Open Telemetry Folder",
        "Permanently Delete Stored Telemetry…",
        "Telemetry Settings",
        "Show Log",
      ],
    );
    await workbench.screenshot("menu");
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
  });

  it("can click the result of an export that follows Esc from the menu", async () => {
    const { page, quickInput, saveDialog, notifications } = workbench;
    await workbench.clickStatusBarItem(ITEM);
    await quickInput.waitFor(MENU);
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
    // By key alone, so that nothing but Esc decides where the focus is.
    await workbench.press("ctrl+k shift+t");
    await quickInput.waitFor({ title: "Export Telemetry (1/3)" });
    await workbench.press("enter");
    await quickInput.waitFor({ title: "Export Telemetry (2/3)" });
    await workbench.press("enter");
    const path = await saveDialog.waitFor("Export Telemetry (3/3)");
    await workbench.press("enter");
    await notifications.waitFor(path);
    await workbench.screenshot("result after Esc from the menu");
    await notifications.click(path, "Open");
    await page.locator(".tab.active", { hasText: basename(path) }).waitFor();
  });

  it("gets to the settings", async () => {
    await choose("Telemetry Settings");
    const settings = workbench.page.locator(".settings-editor");
    // The editor draws only what is in view.
    await waitUntil(
      "all settings",
      () => settings.locator(".setting-item-label").allInnerTexts(),
      (labels) => isDeepStrictEqual(labels, ["Level", "Identifiers", "Local"]),
    );
    const fields = settings.locator(".setting-item-description li");
    await fields.filter({ hasText: /^maxAgeDays: .* Default: 30\. Minimum: 1\.$/ }).waitFor();
    await workbench.screenshot("settings");
    await workbench.press("escape");
  });

  it("gets to the log", async () => {
    await choose("Show Log");
    await workbench.page.locator(".panel .output-view").waitFor();
  });

  it("opens the telemetry folder in a window of its own", async () => {
    const opened = workbench.page.context().waitForEvent("page");
    await choose("Open Telemetry Folder");
    const page = await opened;
    await page.waitForURL(/folder=.*telemetry/);
    await page.close();
  });

  it("deletes what is stored and nothing else, once that is confirmed", async () => {
    const { quickInput, notifications } = workbench;
    const { telemetryDir } = workbench.directories;
    const before = readdirSync(telemetryDir);

    await choose("Permanently Delete Stored Telemetry…");
    await quickInput.waitFor(DELETE);
    const [cancel, yes] = await quickInput.items();
    assert.deepEqual([cancel?.label, cancel?.isActive], ["Cancel", true]);
    assert.match(yes?.description ?? "", / · 20 days · /);
    await workbench.screenshot("delete");
    await workbench.press("enter");
    await quickInput.waitUntilClosed();
    await choose("Permanently Delete Stored Telemetry…");
    await quickInput.waitFor(DELETE);
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
    assert.deepEqual(readdirSync(telemetryDir), before);

    await choose("Permanently Delete Stored Telemetry…");
    await quickInput.waitFor(DELETE);
    await quickInput.pick("Delete");
    await notifications.waitFor(/Telemetry deleted: .*20 days/);
    await waitUntil(
      "the telemetry to be gone",
      () => Promise.resolve(readdirSync(telemetryDir)),
      (names) => names.length === 1,
    );
    assert.ok(existsSync(join(telemetryDir, "notes.txt")));
  });
});

describe("a person whose telemetry is recorded", () => {
  const openWorkbench = openUntil(afterEach);

  it("is told so in the menu", async () => {
    const workbench = await openWorkbench();
    const { quickInput } = workbench;
    await workbench.clickStatusBarItem("Coder Telemetry. Recording is on.");
    await quickInput.waitFor({
      ...MENU,
      placeholder: "Recording is on. Telemetry is stored only on this machine.",
    });
  });
});
