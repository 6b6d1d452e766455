import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coderEvents, coderFiles } from "../support/coderTelemetry";
import { waitUntil } from "../support/waitUntil";
import { zipOf } from "../support/zips";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const BUNDLE = { title: "Export the Telemetry in a Support Bundle" };

describe("a person whom a user has sent a support bundle", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ settings: { "coder.telemetry.level": "off" } });
  });

  /** Chooses the bundle in the dialog that the menu leads to. */
  async function choose(bundle: string): Promise<void> {
    const { quickInput } = workbench;
    await workbench.clickStatusBarItem("Coder Telemetry");
    await quickInput.waitFor({ title: "Coder Telemetry" });
    await quickInput.pick("Export the Telemetry in a Support Bundle…");
    await quickInput.waitFor(BUNDLE);
    await quickInput.setValue(bundle);
    await waitUntil(
      "the dialog to have found the bundle",
      () => quickInput.items(),
      (items) => items.some(({ label }) => bundle.endsWith(label)),
    );
    await workbench.screenshot("bundle");
    await quickInput.accept();
  }

  it("exports the telemetry in it, from the menu", async () => {
    const { quickInput, saveDialog, notifications, directories } = workbench;
    const bundle = join(directories.workspaceDir, "coder-support.zip");
    const entries = Object.entries(coderFiles()).map(
      ([name, text]) => [`vscode-logs/telemetry/${name}`, text] as const,
    );
    writeFileSync(bundle, zipOf(["settings.json", "{}"], ...entries));
    await choose(bundle);
    await quickInput.waitFor({
      placeholder: /^Select a date range\. Stored \(UTC\): Nov 20.*3 days/,
    });
    await quickInput.pick("All time");
    await quickInput.waitFor({ placeholder: /^Select an export format\./ });
    await workbench.press("enter");
    await saveDialog.waitFor(/^Export Telemetry/);
    const destination = join(directories.workspaceDir, "bundle.json");
    await saveDialog.setPath(destination);
    await saveDialog.accept();
    await notifications.waitFor(/^Exported 343 events/);
    const rows = JSON.parse(readFileSync(destination, "utf8")) as { event_id: string }[];
    assert.deepEqual(
      rows.map(({ event_id }) => event_id).sort(),
      coderEvents()
        .map(({ row }) => row["event_id"])
        .sort(),
    );
  });

  it("is told when there is no telemetry in it", async () => {
    const bundle = join(workbench.directories.workspaceDir, "empty.zip");
    writeFileSync(bundle, zipOf(["settings.json", "{}"]));
    await choose(bundle);
    const told = await workbench.notifications.waitFor("empty.zip");
    assert.match(told, /no telemetry/);
    await workbench.screenshot("bundle without telemetry");
  });
});
