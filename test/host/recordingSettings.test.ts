import assert from "node:assert/strict";
import * as vscode from "vscode";
import { RecordingSettingsReader } from "../../src/telemetry/recording/sinks/settingsReader";

describe("the log of recording's settings", () => {
  const target = vscode.ConfigurationTarget.Global;
  const configuration = (): vscode.WorkspaceConfiguration =>
    vscode.workspace.getConfiguration("coder.telemetry");

  afterEach(async () => {
    await configuration().update("local", undefined, target);
  });

  it("says once what contradicts and what is invalid, and again for other values", async () => {
    const warnings: string[] = [];
    const log = { warn: (text: string) => warnings.push(text) };
    const reader = new RecordingSettingsReader(log as unknown as vscode.LogOutputChannel);
    await configuration().update("local", { flushBatchSize: 1000, maxAgeDays: 0 }, target);
    assert.equal(reader.read().local.flushBatchSize, 500);
    reader.read();
    const first = [
      "The setting coder.telemetry.local.maxAgeDays has the invalid value 0. The default value is used instead.",
      "The setting coder.telemetry.local.flushBatchSize (1000) is larger than coder.telemetry.local.bufferLimit (500). The smaller value is used for both.",
    ];
    assert.deepEqual(warnings, first);
    await configuration().update("local", { flushBatchSize: 2000 }, target);
    reader.read();
    assert.equal(warnings.length, 3);
  });
});
