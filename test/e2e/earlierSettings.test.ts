import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../scripts/serverData";
import { formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { jsonl, row } from "../support/rows";
import { openUntil } from "./openUntil";
import { createDirectories, deleteDirectories } from "./openWorkbench";
import type { WorkbenchDirectories } from "./workbench";

const KEY = "ctrl+alt+f9";
const SETTING = "coderTelemetry.export.identifiers";
const EARLIER_NAME = "coder.telemetry.export.identifiers";

describe("a person who has set what exports do with identifiers in the first version", () => {
  const openWorkbench = openUntil(afterEach);
  let directories: WorkbenchDirectories;
  let destination: string;

  beforeEach(async () => {
    directories = await createDirectories();
    destination = join(directories.homeDir, "export.json");
    // Of today, because VS Code deletes what is older than the retention as it starts.
    const file = join(directories.telemetryDir, `telemetry-${formatUtcDate(Date.now())}.jsonl`);
    writeFileSync(file, jsonl(row({ path: "/home/ada/x" })));
  });
  afterEach(async () => {
    await deleteDirectories(directories);
  });

  /** Exports all telemetry, and waits for the words of a notification. */
  async function exportWith(settings: Settings, words: string): Promise<void> {
    const args = { range: "allTime", format: "json", destination };
    const keybindings = [{ key: KEY, command: "coderTelemetry.export", args }];
    const workbench = await openWorkbench({ directories, settings, keybindings });
    await workbench.press(KEY);
    await workbench.notifications.waitFor(words);
    await workbench.close();
  }

  it("has it done still, by none but its values, until it is set by its name of today", async () => {
    await exportWith({ [EARLIER_NAME]: "pseudonymize" }, destination);
    assert.ok(!readFileSync(destination, "utf8").includes("ada"));
    await exportWith({ [EARLIER_NAME]: "hide" }, EARLIER_NAME);
    assert.ok(!readFileSync(destination, "utf8").includes("ada"));
    await exportWith({ [EARLIER_NAME]: "pseudonymize", [SETTING]: "keep" }, destination);
    assert.ok(readFileSync(destination, "utf8").includes("ada"));
  });
});
