import assert from "node:assert/strict";
import { homedir } from "node:os";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import { chooseSupportBundle } from "../../src/command/chooseSupportBundle";

describe("the choice of a support bundle", () => {
  const sandbox = createSandbox();
  afterEach(() => {
    sandbox.restore();
  });

  it("starts on the machine that the extension runs on, not on a remote that the window is connected to", async () => {
    const dialog = sandbox.stub(vscode.window, "showOpenDialog").resolves(undefined);
    assert.equal(await chooseSupportBundle(), undefined);
    assert.equal(
      dialog.firstCall.args[0]?.defaultUri?.toString(),
      vscode.Uri.file(homedir()).toString(),
    );
  });
});
