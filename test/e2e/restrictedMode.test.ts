import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { jsonl, row } from "../support/rows";
import { openUntil } from "./openUntil";
import { createDirectories, deleteDirectories } from "./openWorkbench";
import type { WorkbenchDirectories } from "./workbench";

const KEY = "ctrl+alt+f9";
const oldDay = formatUtcDate(Date.now() - 20 * DAY_MS);

/** What the workspace would have recorded, and kept. */
const workspaceSettings = {
  "coder.telemetry.level": "off",
  "coder.telemetry.local": { maxAgeDays: 1, maxTotalBytes: 4096 },
};

describe("a person who opens a workspace that is not trusted", () => {
  const openWorkbench = openUntil(afterEach);
  let directories: WorkbenchDirectories;
  let destination: string;
  let oldFile: string;

  beforeEach(async () => {
    directories = await createDirectories();
    destination = join(directories.homeDir, "export.json");
    oldFile = join(directories.telemetryDir, `telemetry-${oldDay}.jsonl`);
    writeFileSync(oldFile, jsonl(row({ event_name: "old", timestamp: `${oldDay}T12:00:00.000Z` })));
  });
  afterEach(async () => {
    await deleteDirectories(directories);
  });

  it("has what is done recorded as without it, exports it, and lets it have its say by trusting it", async () => {
    const vscodeDir = join(directories.workspaceDir, ".vscode");
    mkdirSync(vscodeDir);
    // That one is seen shows that VS Code has read them.
    const settings = { ...workspaceSettings, "workbench.activityBar.location": "hidden" };
    writeFileSync(join(vscodeDir, "settings.json"), JSON.stringify(settings));
    const args = { range: "allTime", format: "json", destination };
    const keybindings = [{ key: KEY, command: "coderTelemetry.export", args }];
    const workbench = await openWorkbench({ directories, keybindings, isTrusted: false });
    await workbench.statusBarItem("Restricted Mode").waitFor();
    await workbench.page.locator(".activitybar").waitFor({ state: "hidden" });
    await workbench.statusBarItem("Recording is on.").waitFor();
    await workbench.press(KEY);
    await workbench.notifications.waitFor(destination);
    const rows = JSON.parse(readFileSync(destination, "utf8")) as { event_name: string }[];
    assert.deepEqual(
      rows.map(({ event_name }) => event_name),
      ["old", "activation"],
    );
    assert.ok(existsSync(oldFile));
    await workbench.screenshot("restricted");

    await workbench.runCommand("Workspaces: Manage Workspace Trust");
    await workbench.page.getByRole("button", { name: "Trust", exact: true }).click();
    await workbench.statusBarItem("Recording is off.").waitFor();
  });
});
