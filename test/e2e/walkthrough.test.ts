import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const STEPS = ["What is recorded", "Export it", "Send it to a Collector"];

describe("a person who is new", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
  });

  it("finds a walkthrough with a picture for each step, and exports from it", async () => {
    const { page, quickInput } = workbench;
    await workbench.runCommand("Welcome: Open Walkthrough...");
    await quickInput.pick("Export Coder Telemetry");
    // Beside the side bar there is no room for pictures.
    await workbench.press("ctrl+b");
    const walkthrough = page.locator(".gettingStartedContainer");
    const picture = page
      .frameLocator("iframe.webview")
      .frameLocator("#active-frame")
      .locator("svg");
    for (const step of STEPS) {
      await walkthrough.locator(".step-title", { hasText: step }).click();
      await walkthrough.locator(".getting-started-step.expanded", { hasText: step }).waitFor();
      await picture.waitFor();
      await workbench.screenshot(`walkthrough ${step}`);
    }
    await walkthrough
      .locator(".expanded")
      .getByRole("button", { name: "Export Telemetry…" })
      .click();
    await quickInput.waitFor({ title: "Export Telemetry (1/3)" });
  });
});
