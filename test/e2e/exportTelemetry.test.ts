import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Locator } from "playwright-core";
import { DAY_MS } from "../../src/telemetry/stored/utcDate";
import { EXPORT, Exporting, FORMAT, RANGE, SAVE, now, readRows, today } from "./exporting";
import type { Workbench } from "./workbench";

describe("a person who exports", () => {
  const exporting = new Exporting();
  let workbench: Workbench;

  before(() => {
    ({ workbench } = exporting);
  });

  it("needs four key presses for the last 7 days the first time: the key, and Enter three times", async () => {
    const { quickInput, saveDialog } = workbench;
    await workbench.press("ctrl+k shift+t");
    await quickInput.waitFor(RANGE);
    await workbench.press("enter");
    await quickInput.waitFor(FORMAT);
    await workbench.press("enter");
    const path = await saveDialog.waitFor(SAVE);
    assert.ok(path.endsWith(`coder-telemetry-last-7-days-${today}.json`), path);
    await workbench.press("enter");
    await workbench.notifications.waitFor(path);
    exporting.assertWholeWeek(readRows(path).length);
  });

  it("finds the home folder and a telling name proposed", async () => {
    const { quickInput, saveDialog, directories } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor({
      title: "Export Telemetry (1/3)",
      placeholder: /^Select a date range\. Stored \(UTC\): .+ · 30 days · [\d.]+ (k|M)B$/,
    });
    const ranges = await quickInput.items();
    assert.deepEqual(
      ranges.map(({ label }) => label),
      ["Last 7 days", "Last 24 hours", "Last 30 days", "All time", "Custom range…"],
    );
    for (const { description } of ranges) {
      assert.match(description, /\b\d+ files · [\d.]+ (k|M)B$/);
    }
    await workbench.screenshot("range");
    await workbench.closeUp("range", quickInput.element);
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor({ ...FORMAT, title: "Export Telemetry (2/3)" });
    assert.deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      [
        "JSON array",
        "OTLP/JSON",
        "OTLP/JSON Lines",
        "OTLP/Protobuf",
        "OTLP/JSON Traces",
        "OTLP/JSON Metrics",
      ],
    );
    await workbench.screenshot("format");
    await workbench.closeUp("format", quickInput.element);
    await quickInput.pick("OTLP/JSON");
    assert.equal(
      await saveDialog.waitFor("Export Telemetry (3/3)"),
      join(directories.homeDir, `coder-telemetry-last-24-hours-${today}.otlp.json`),
    );
    await workbench.screenshot("save");
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
  });

  it("gets the last 7 days as JSON, from the Command Palette", async () => {
    const path = exporting.destination("week.json");
    await workbench.runCommand(EXPORT);
    await workbench.quickInput.waitFor(RANGE);
    await workbench.quickInput.pick("Last 7 days");
    await workbench.quickInput.waitFor(FORMAT);
    await workbench.quickInput.pick("JSON array");
    await exporting.save(path);
    await workbench.screenshot("exported");

    const rows = readRows(path);
    assert.match(
      (await workbench.notifications.texts())[0] ?? "",
      new RegExp(`^Exported ${rows.length.toLocaleString("en")} events \\([\\d.]+ [kM]B\\) to `),
    );
    assert.deepEqual(await workbench.notifications.buttons(path), ["Open"]);
    const times = rows.map(({ timestamp }) => Date.parse(timestamp));
    assert.ok(Math.min(...times) >= now - 7 * DAY_MS);
    exporting.assertWholeWeek(rows.length);
    await showUsualHome(workbench.notifications.element(path), workbench.directories.homeDir);
    await workbench.closeUp("exported", workbench.notifications.element("/home/me"));
  });

  it("opens what was exported, or copies the command that sends it", async () => {
    const path = exporting.destination("shown.otlp.json");
    for (const button of ["Open", "Copy curl Command"]) {
      await workbench.runCommand(EXPORT);
      await workbench.quickInput.waitFor(RANGE);
      await workbench.quickInput.pick("Last 24 hours");
      await workbench.quickInput.waitFor(FORMAT);
      await workbench.quickInput.pick("OTLP/JSON");
      await workbench.saveDialog.waitFor(SAVE);
      await workbench.saveDialog.setPath(path);
      await workbench.saveDialog.accept();
      if (button !== "Open") {
        assert.match(await workbench.saveDialog.waitForOverwriteQuestion(), /shown\.otlp\.json/);
        await workbench.saveDialog.overwrite();
      }
      const buttons = await workbench.notifications.buttons(path);
      assert.deepEqual(buttons, ["Copy curl Command", "Open"]);
      await workbench.notifications.click(path, button);
      if (button === "Open") {
        await workbench.page.locator(".tab.active", { hasText: "shown.otlp.json" }).waitFor();
      } else {
        await workbench.statusBarItem("The curl command was copied.").waitFor();
        const copied = await workbench.clipboard();
        assert.ok(copied.startsWith("curl ") && copied.includes(`'@${path}'`), copied);
      }
    }
  });

  it("replaces identifiers with a button, after which Enter goes on with the format", async () => {
    const { quickInput, saveDialog, notifications } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor({ placeholder: "Select an export format. Identifiers are kept." });
    await quickInput.pressButton(/^Identifiers are kept\. Replace IDs, .* with pseudonyms\.$/);
    await quickInput.waitFor({
      title: "Export Telemetry (2/3)",
      placeholder: "Select an export format. Identifiers are replaced with pseudonyms.",
    });
    // Not an eye, which shows hidden files in the save dialog.
    await quickInput.element.locator(".quick-input-titlebar .codicon-lock").waitFor();
    await workbench.screenshot("format pseudonymized");
    await workbench.press("enter");
    // The last chosen format is preselected, so it depends on the tests before this one.
    const proposed = await saveDialog.waitFor(SAVE);
    assert.match(proposed, /\/coder-telemetry-last-24-hours-[\d-]+-pseudonymized\.(otlp\.)?json$/);
    const path = exporting.destination(basename(proposed));
    await exporting.save(path);
    assert.match(await notifications.waitFor(path), /Identifiers were replaced with pseudonyms\.$/);
    await workbench.screenshot("exported pseudonymized");
    assert.match(readFileSync(path, "utf8"), /"machine-[0-9a-f]{12}"/);
  });

  it("types undisturbed in an input box", async () => {
    await workbench.runCommand("Search: Find in Files");
    await workbench.page.locator(".search-widget textarea").first().waitFor();
    await workbench.press("ctrl+k shift+t");
    // What the key would open comes before what this opens.
    await workbench.press("f1");
    await workbench.quickInput.waitFor({ value: ">" });
    await workbench.press("escape");
    await workbench.quickInput.waitUntilClosed();
  });

  it("finds the export first in the status-bar menu", async () => {
    const { quickInput } = workbench;
    await workbench.clickStatusBarItem("Coder Telemetry");
    await quickInput.waitFor({ title: "Coder Telemetry" });
    const [first] = await quickInput.items();
    assert.match(first?.label ?? "", /Export Telemetry…$/);
    await workbench.screenshot("menu");
    await workbench.press("enter");
    await quickInput.waitFor(RANGE);
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
    // The item, were it focused again, would show its tooltip over notifications.
    assert.equal(await workbench.page.locator(".statusbar :focus").count(), 0);
  });
});

/** For the README's picture: the home folder that a notification names is usually not that of a test. */
async function showUsualHome(notification: Locator, homeDir: string): Promise<void> {
  await notification.locator(".notification-list-item-message").evaluate((message, home) => {
    const element = message as unknown as { textContent: string };
    element.textContent = element.textContent.replace(home, "/home/me");
  }, homeDir);
}
