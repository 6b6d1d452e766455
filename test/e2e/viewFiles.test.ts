import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { jsonl, row } from "../support/rows";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const FILE = "telemetry-2026-03-01-0a1b2c3d.jsonl";
/** Almost as long as a line can be. */
const LONG = "x".repeat(16 * 1024 * 1024 - 1000);

describe("a person who opens telemetry files", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      settings: { "coder.telemetry.level": "off" },
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(), days: 2 });
      },
    });
  });

  /** The view in the nth editor. */
  const view = (index = 0): FrameLocator =>
    workbench.page
      .locator("iframe.webview.ready")
      .nth(index)
      .contentFrame()
      .frameLocator("#active-frame");
  const events = (index = 0) => view(index).getByRole("listitem").filter({ hasText: "Events" });

  /** Writes a file into the workspace, and opens it in the view. */
  async function openAsView(name: string, content: string): Promise<void> {
    const { quickInput, page, directories } = workbench;
    await writeFile(join(directories.workspaceDir, name), content);
    await workbench.press("ctrl+p");
    await quickInput.setValue(name);
    await quickInput.pick(name);
    await page.locator(".tab.active", { hasText: name }).waitFor();
    await workbench.runCommand("View: Reopen Editor With...");
    await quickInput.pick("Telemetry View");
  }

  it("sees a file in two editors side by side", async () => {
    const rows = jsonl(
      row({ event_name: "short", event_sequence: 0 }),
      row({ event_name: "long", event_sequence: 1, properties: { text: LONG } }),
    );
    await workbench.press("ctrl+b");
    await openAsView(FILE, rows);
    await events().waitFor();
    await workbench.runCommand("View: Split Editor Right");
    await events(1).waitFor();
    assert.match(await events(0).innerText(), /^2\b/);
    assert.match(await events(1).innerText(), /^2\b/);
  });

  it("sees an event of 16 MiB in one of them, and another one beside it", async () => {
    await view(0).getByRole("tab", { name: "Events" }).click();
    await view(0).getByRole("gridcell", { name: "long" }).click();
    await view(0).getByRole("region", { name: "As stored" }).waitFor();
    await view(1).getByRole("tab", { name: "Events" }).click();
    await view(1).getByRole("gridcell", { name: "short" }).click();
    await view(1).getByRole("region", { name: "As stored" }).waitFor();
  });

  /** Reloads the window as a person does, which makes VS Code store what is open. */
  async function reload(): Promise<void> {
    const loaded = workbench.page.waitForEvent("load");
    await workbench.runCommand("Developer: Reload Window");
    await loaded;
    await workbench.waitForExtension();
  }

  it("is told that the file is gone after the window is reloaded", async () => {
    await rm(join(workbench.directories.workspaceDir, FILE));
    await reload();
    await view()
      .getByRole("alert")
      .getByText(/ENOENT/)
      .waitFor();
    await view().getByRole("button", { name: "Try Again" }).waitFor();
  });

  it("is told why a support bundle can't be read", async () => {
    await workbench.runCommand("View: Close All Editors");
    await openAsView("coder-support-x.zip", "no zip");
    await view()
      .getByRole("alert")
      .getByText(/^The support bundle can't be read: /)
      .waitFor();
  });

  it("is told that nothing is stored if the folder is gone after a reload", async () => {
    await workbench.runCommand("View: Close All Editors");
    await workbench.runCommand("Coder: View Telemetry");
    await events().waitFor();
    await rm(workbench.directories.telemetryDir, { recursive: true });
    await reload();
    await view().getByText("No telemetry is stored.").waitFor();
  });
});
