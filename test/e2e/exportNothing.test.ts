import assert from "node:assert/strict";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { DAY_MS } from "../../src/telemetry/stored/utcDate";
import { EXPORT, FORMAT, now } from "./exporting";
import { openUntil } from "./openUntil";

describe("a person without telemetry", () => {
  const openWorkbench = openUntil(afterEach);

  it("is told so before anything is asked", async () => {
    const workbench = await openWorkbench({ settings: { "coder.telemetry.level": "off" } });
    await workbench.runCommand(EXPORT);
    const told = "No telemetry is stored. Recording is off.";
    await workbench.notifications.waitFor(told);
    await workbench.quickInput.waitUntilClosed();
    await workbench.screenshot("nothing stored");
    assert.equal(await workbench.quickInput.isOpen(), false);
    await workbench.notifications.click(told, "Telemetry Settings");
    const setting = workbench.page.locator(".settings-editor .setting-item-label");
    await setting.filter({ hasText: "Level" }).first().waitFor();
  });
});

describe("a person with old telemetry alone", () => {
  const openWorkbench = openUntil(afterEach);

  it("is told which ranges hold nothing, and gets into none of them", async () => {
    const workbench = await openWorkbench({
      settings: { "coder.telemetry.level": "off" },
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(now - 20 * DAY_MS), days: 2 });
      },
    });
    const { quickInput } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor({ placeholder: /B$/ });
    const ranges = await quickInput.items();
    assert.deepEqual(ranges.map(({ label, isActive }) => isActive && label).filter(Boolean), [
      "Last 30 days",
    ]);
    assert.equal(ranges[0]?.description, "nothing stored");
    await workbench.screenshot("range without telemetry");
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor({ placeholder: /^Last 24 hours: No telemetry is stored\./ });
    await workbench.screenshot("refused range");
    await workbench.press("down");
    await workbench.press("enter");
    await quickInput.waitFor(FORMAT);
    await quickInput.cancel();
  });
});
