import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as vscode from "vscode";

describe("a workspace's settings", () => {
  const folder = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", ".vscode");
  const read = (section: string): unknown => vscode.workspace.getConfiguration().get(section);

  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("change nothing of what is recorded and how", async () => {
    const settings = {
      "coder.telemetry.level": "off",
      "coder.telemetry.local": { maxAgeDays: 1 },
      "editor.tabSize": 7,
    };
    fs.mkdirSync(folder);
    fs.writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
    while (read("editor.tabSize") !== 7) {
      await setTimeout(10);
    }
    assert.equal(read("coder.telemetry.level"), "local");
    assert.deepEqual(read("coder.telemetry.local"), {});
  });
});
