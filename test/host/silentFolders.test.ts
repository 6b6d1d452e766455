import assert from "node:assert/strict";
import { homedir } from "node:os";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import { parseFormat } from "../../src/telemetry/export/options";
import { askDestination } from "../../src/telemetry/export/prompts/askDestination";
import { store } from "../../src/telemetry/export/storeAndExport";
import { describeUnstored } from "../../src/telemetry/export/tell/unstoredEvents";
import { CODER_EXTENSION } from "../../src/telemetry/stored/sources";
import { TIME_LIMIT_MS } from "../../src/telemetry/stored/timeLimit";
import { MemoryFileSystemProvider } from "./memoryFileSystemProvider";

const never = <T>(): Promise<T> => new Promise(() => undefined);

describe("folders that never answer", () => {
  const sandbox = createSandbox();

  afterEach(() => {
    sandbox.restore();
  });

  it("don't keep the save dialog from being shown, in the home folder", async () => {
    const provider = new MemoryFileSystemProvider();
    provider.stat = never;
    const registration = vscode.workspace.registerFileSystemProvider("test-silent", provider);
    const saveDialog = sandbox.stub(vscode.window, "showSaveDialog").resolves(undefined);
    const state = silentMemento("test-silent:/");
    await askDestination("x.json", parseFormat("json"), state, { step: 1, totalSteps: 1 });
    assert.equal(
      saveDialog.lastCall.args[0]?.defaultUri?.toString(),
      vscode.Uri.joinPath(vscode.Uri.file(homedir()), "x.json").toString(),
    );
    registration.dispose();
  });

  it("don't keep an answer from being used that can't be remembered", async () => {
    const target = vscode.Uri.file("/tmp/x.json");
    sandbox.stub(vscode.window, "showSaveDialog").resolves(target);
    const place = { step: 1, totalSteps: 1 };
    const state = silentMemento(undefined);
    assert.equal(await askDestination("x.json", parseFormat("json"), state, place), target);
  });

  it("don't keep the first question from being asked, and what was not stored is told", async () => {
    const clock = sandbox.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const error = sandbox.stub();
    const context = { directory: "/share", log: { error } } as unknown as Parameters<
      typeof store
    >[0];
    const storing = store(context, never);
    await clock.tickAsync(TIME_LIMIT_MS);
    clock.restore();
    assert.deepEqual((await storing).problems, [{ file: "/share", reason: "notStored" }]);
    assert.equal(error.callCount, 1);
  });

  it("don't keep the export from starting after the last question", async () => {
    const fs = await import("node:fs");
    sandbox.stub(fs.promises, "readdir").callsFake(never);
    const clock = sandbox.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const sources = [{ directory: "/share", extensionId: CODER_EXTENSION }];
    const describing = describeUnstored(sources, {}, Date.now());
    await clock.tickAsync(TIME_LIMIT_MS);
    clock.restore();
    assert.deepEqual(await describing, []);
  });
});

/** A memento in which nothing is ever stored. */
function silentMemento(value: string | undefined): vscode.Memento {
  return {
    keys: () => [],
    get: () => value as never,
    update: never,
  };
}
