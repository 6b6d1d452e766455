import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type SinonSpy, createSandbox } from "sinon";
import * as vscode from "vscode";
import { activateExtension } from "./activateExtension";

/** Of a trusted workspace, as that of these tests is. */
describe("a workspace's settings", () => {
  const sandbox = createSandbox();
  const folder = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", ".vscode");
  const configuration = (): vscode.WorkspaceConfiguration =>
    vscode.workspace.getConfiguration("coder.telemetry");
  let open: SinonSpy<Parameters<typeof fs.promises.open>>;

  before(activateExtension);
  beforeEach(async () => {
    const target = vscode.ConfigurationTarget.Global;
    await configuration().update("local", { flushIntervalMs: 3_600_000 }, target);
    open = sandbox.spy(fs.promises, "open");
  });
  afterEach(async () => {
    sandbox.restore();
    fs.rmSync(folder, { recursive: true });
    await until(() => configuration().inspect("level")?.workspaceValue === undefined);
    await configuration().update("local", undefined, vscode.ConfigurationTarget.Global);
  });

  /** Has the workspace set these, and waits until VS Code has read them. */
  async function setInWorkspace(level: string, local: object): Promise<void> {
    const settings = { "coder.telemetry.level": level, "coder.telemetry.local": local };
    fs.mkdirSync(folder);
    fs.writeFileSync(join(folder, "settings.json"), JSON.stringify(settings));
    await until(() => configuration().inspect("level")?.workspaceValue === level);
  }

  /** How often telemetry was stored. */
  const stores = (): number => open.args.filter(([, flags]) => flags === "a+").length;

  it("say how it is stored", async () => {
    await setInWorkspace("local", { flushBatchSize: 1 });
    const before = stores();
    await vscode.commands.executeCommand("coderTelemetry.showLog");
    await until(() => stores() > before);
  });

  it("switch recording off", async () => {
    await vscode.commands.executeCommand("coderTelemetry.showLog");
    await setInWorkspace("off", { flushBatchSize: 1 });
    // What was recorded before.
    await until(() => stores() > 0);
    const before = stores();
    await vscode.commands.executeCommand("coderTelemetry.showLog");
    await assert.rejects(async () =>
      vscode.commands.executeCommand("coderTelemetry.export", { format: "csv" }),
    );
    await setTimeout(100);
    assert.equal(stores(), before);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await setTimeout(10);
  }
}
