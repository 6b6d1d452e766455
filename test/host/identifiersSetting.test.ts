import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import { jsonl, row } from "../support/rows";
import { activateExtension } from "./activateExtension";
import { hearNotifications } from "./answers";

const SETTING = "coderTelemetry.export.identifiers";
const EARLIER_NAME = "coder.telemetry.export.identifiers";

describe("the setting of what an export does with identifiers", () => {
  const sandbox = createSandbox();
  let folder: string;

  before(activateExtension);
  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    hearNotifications(sandbox);
    const stored = row({ path: "/home/ada/x" });
    fs.writeFileSync(join(folder, "telemetry-2026-03-01.jsonl"), jsonl(stored));
  });
  afterEach(async () => {
    await set(undefined);
    sandbox.restore();
    fs.rmSync(folder, { recursive: true });
  });

  async function set(value: unknown): Promise<void> {
    const target = vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration().update(SETTING, value, target);
  }

  async function exportsName(more: object = {}): Promise<boolean> {
    const destination = join(folder, "export.json");
    const options = { range: "allTime", format: "json", destination, directory: folder, ...more };
    await vscode.commands.executeCommand("coderTelemetry.export", options);
    return fs.readFileSync(destination, "utf8").includes("ada");
  }

  it("holds, unless an option says otherwise", async () => {
    await set("pseudonymize");
    assert.equal(await exportsName(), false);
    assert.equal(await exportsName({ identifiers: "keep" }), true);
  });

  it("fails the export, which names it, when it is none of its values", async () => {
    await set("hide");
    await assert.rejects(exportsName(), {
      message: `The setting ${SETTING} is invalid. Use one of these values: keep, pseudonymize`,
    });
  });

  it("is not the workspace's, by none of its names", async () => {
    const vscodeDir = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", ".vscode");
    fs.mkdirSync(vscodeDir);
    const settings = { [SETTING]: "pseudonymize", [EARLIER_NAME]: "pseudonymize" };
    fs.writeFileSync(join(vscodeDir, "settings.json"), JSON.stringify(settings));
    const seen = (): unknown =>
      vscode.workspace.getConfiguration().inspect(EARLIER_NAME)?.workspaceValue;
    try {
      while (seen() === undefined) {
        await setTimeout(10);
      }
      assert.equal(await exportsName(), true);
    } finally {
      fs.rmSync(vscodeDir, { recursive: true });
      while (seen() !== undefined) {
        await setTimeout(10);
      }
    }
  });
});
