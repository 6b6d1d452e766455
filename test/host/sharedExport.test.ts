import assert from "node:assert/strict";
import { type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import { SharedExport } from "../../src/command/sharedExport";
import { activateExtension } from "./activateExtension";

describe("SharedExport", () => {
  const sandbox = createSandbox();
  let executed: SinonStub;
  let registered: number;
  let disposed: number;

  before(activateExtension);
  beforeEach(() => {
    executed = sandbox.stub(vscode.commands, "executeCommand").resolves(undefined);
    registered = 0;
    disposed = 0;
  });
  afterEach(() => {
    sandbox.restore();
  });

  function share(): SharedExport {
    return new SharedExport("coder.coder-telemetry", () => {
      registered++;
      return new vscode.Disposable(() => disposed++);
    });
  }

  /** As in a window of this kind, on this remote. */
  function stubWindow(uiKind: vscode.UIKind, remoteName: string | undefined): void {
    sandbox.stub(vscode.env, "uiKind").value(uiKind);
    sandbox.stub(vscode.env, "remoteName").value(remoteName);
  }

  const windows: [
    window: string,
    uiKind: vscode.UIKind,
    remote: string | undefined,
    is: boolean,
  ][] = [
    ["a desktop window", vscode.UIKind.Desktop, undefined, true],
    ["a browser", vscode.UIKind.Web, "127.0.0.1", true],
    ["a desktop window with a remote", vscode.UIKind.Desktop, "ssh-remote", false],
  ];
  for (const [window, uiKind, remoteName, isShared] of windows) {
    it(`${isShared ? "registers" : "does not register"} the command in ${window}`, () => {
      stubWindow(uiKind, remoteName);
      share().dispose();
      assert.equal(registered, isShared ? 1 : 0);
      assert.equal(disposed, registered);
      assert.deepEqual(executed.args, [["setContext", "coderTelemetry.isAlone", isShared]]);
    });
  }

  it("makes way when another extension contributes the command, and comes back when it is gone", () => {
    const changes = new vscode.EventEmitter<void>();
    sandbox.stub(vscode.extensions, "onDidChange").value(changes.event);
    const extensions = sandbox.stub(vscode.extensions, "all");
    const set = (...manifests: readonly object[]): void => {
      extensions.value(
        manifests.map((packageJSON, index) => ({ id: `example.${index}`, packageJSON })),
      );
      changes.fire();
    };
    const contributing = { contributes: { commands: [{ command: "coder.exportTelemetry" }] } };
    set();
    const shared = share();
    assert.deepEqual([registered, disposed], [1, 0]);
    set({}, { contributes: {} }, { contributes: { commands: [{ command: "coder.login" }] } });
    assert.deepEqual([registered, disposed], [1, 0]);
    set({}, contributing);
    assert.deepEqual([registered, disposed], [1, 1]);
    // VS Code takes one command without a list.
    set({ contributes: { commands: { command: "coder.exportTelemetry" } } });
    assert.deepEqual([registered, disposed], [1, 1]);
    set();
    assert.deepEqual([registered, disposed], [2, 1]);
    // What no manifest should hold costs nothing, and hides nothing.
    const odd = [null, undefined, "coder.exportTelemetry", [null, "x"], [], 1];
    set(...odd.map((commands) => ({ contributes: { commands } })), { contributes: null });
    assert.deepEqual([registered, disposed], [2, 1]);
    set({ contributes: { commands: [null, { command: "coder.exportTelemetry" }] } });
    assert.deepEqual([registered, disposed], [2, 2]);
    set();
    shared.dispose();
    assert.deepEqual([registered, disposed], [3, 3]);
    set();
    assert.equal(registered, 3);
  });
});
