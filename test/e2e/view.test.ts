import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { waitUntil } from "../support/waitUntil";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const DAYS = 20;

interface ExportedRow {
  readonly timestamp: string;
  readonly error?: object;
  readonly properties?: { readonly result?: string };
}

describe("a person who looks at telemetry", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      // The counts below are of the sample alone.
      settings: { "coder.telemetry.level": "off" },
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(), days: DAYS });
      },
    });
  });

  const view = (): FrameLocator =>
    workbench.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  const card = (name: string) => view().getByRole("listitem").filter({ hasText: name });
  const countOf = async (name: string): Promise<number> =>
    Number(/^[\d,]+/.exec(await card(name).innerText())?.[0].replaceAll(",", ""));

  async function closeUp(name: string): Promise<void> {
    await workbench.screenshot(`view ${name}`);
    await workbench.closeUp(`view-${name}`, workbench.page.locator(".part.editor"));
  }

  it("opens it from the status bar, and sees how much there is", async () => {
    await workbench.press("ctrl+b");
    await workbench.clickStatusBarItem("Coder Telemetry");
    await workbench.quickInput.pick("View Telemetry");
    await card("Events").waitFor();
    assert.equal(await countOf("Events"), storedEvents(workbench.directories.telemetryDir));
    assert.equal(await countOf("Missing"), 0);
    await closeUp("overview");
  });

  it("goes from the failures to a trace, and sees its spans", async () => {
    await card("Failures").getByRole("button").click();
    await view()
      .getByRole("grid", { name: /^Events/ })
      .waitFor();
    await closeUp("events");
    await view().getByRole("button", { name: "Clear Filter" }).click();
    await view().getByRole("tab", { name: "Overview" }).click();
    await view()
      .getByRole("button", { name: /^Show All \d+ Names$/ })
      .click();
    await view().getByRole("button", { name: "remote.setup", exact: true }).click();
    await view().getByRole("tab", { name: "Traces" }).click();
    const traces = view().getByRole("grid", { name: /^Traces/ });
    await traces.getByText("remote.setup").first().click();
    await view().getByRole("treegrid").getByText("remote.setup").first().waitFor();
    await closeUp("trace");
    await view().getByRole("button", { name: "Clear Filter" }).click();
  });

  it("sees which sensitive data an export contains", async () => {
    await view().getByRole("tab", { name: "Sensitive Data" }).click();
    await view().getByText("Pseudonymize identifiers").click();
    await view()
      .getByRole("row", { name: /Machine IDs/ })
      .waitFor();
    await closeUp("sensitive");
  });

  it("selects days in the chart and failures, and exports just these", async () => {
    const { quickInput, saveDialog, directories, notifications, page } = workbench;
    await view().getByRole("tab", { name: "Overview" }).click();
    const plot = view().locator(".u-over");
    const box = await plot.boundingBox();
    assert.ok(box);
    const xOf = (day: number): number => box.x + (box.width * day) / DAYS;
    await page.mouse.move(xOf(4.5), box.y + 20);
    await page.mouse.down();
    await page.mouse.move(xOf(8.5), box.y + 30, { steps: 5 });
    await page.mouse.up();
    await view().getByText("events match the filter").waitFor();
    await card("Failures").getByRole("button").click();
    const summary = view().getByText(/^[\d,]+ of [\d,]+ events match the filter\.$/);
    const shown = await waitUntil(
      "the failures of the days",
      async () => Number((await summary.innerText()).split(" ")[0]),
      (count) => count > 0 && count < 100,
    );

    await view().getByRole("button", { name: "Export This…" }).click();
    await quickInput.waitFor({ title: "Export Telemetry (1/2)" });
    await quickInput.pick("JSON array");
    const proposal = await saveDialog.waitFor("Export Telemetry (2/2)");
    assert.match(proposal, /-filtered\.json$/);
    const path = join(directories.workspaceDir, "coder-telemetry-failures.json");
    await saveDialog.setPath(path);
    await saveDialog.accept();
    await notifications.waitFor(path);
    const rows = JSON.parse(readFileSync(path, "utf8")) as ExportedRow[];
    assert.equal(rows.length, shown);
    assert.ok(rows.every(({ error, properties }) => error ?? properties?.result === "error"));
    const days = new Set(rows.map(({ timestamp }) => timestamp.slice(0, 10)));
    assert.equal(days.size, 5);
  });

  it("opens the exported file as a view, too", async () => {
    const { page, quickInput } = workbench;
    await workbench.notifications.clear();
    await workbench.press("ctrl+p");
    await quickInput.setValue("coder-telemetry-failures.json");
    await quickInput.pick("coder-telemetry-failures.json");
    await page.locator(".tab.active", { hasText: "coder-telemetry-failures.json" }).waitFor();
    await workbench.runCommand("View: Reopen Editor With...");
    await quickInput.pick("Telemetry View");
    await card("Events").waitFor();
    const { workspaceDir } = workbench.directories;
    const text = readFileSync(join(workspaceDir, "coder-telemetry-failures.json"), "utf8");
    assert.equal(await countOf("Events"), (JSON.parse(text) as ExportedRow[]).length);
    assert.equal(await view().getByRole("button", { name: "Export This…" }).count(), 0);
    await workbench.screenshot("view exported file");
  });
});

function storedEvents(directory: string): number {
  const lines = readdirSync(directory).flatMap((name) =>
    readFileSync(join(directory, name), "utf8").split("\n"),
  );
  return lines.filter((line) => line !== "" && !line.startsWith('{"kind":"header"')).length;
}
