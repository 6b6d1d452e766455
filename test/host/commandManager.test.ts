import assert from "node:assert/strict";
import { type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import type { CommandId } from "../../src/command/commandIds";
import { CommandManager } from "../../src/command/commandManager";
import type { EventRow } from "../../src/telemetry/stored/event";
import { recordTo } from "../support/recording";
import { activateExtension } from "./activateExtension";
import { type Told, hearNotifications } from "./answers";

describe("CommandManager", () => {
  const sandbox = createSandbox();
  const log = vscode.window.createOutputChannel("CommandManager test", { log: true });
  let told: Told;
  let register: SinonStub;
  let logged: SinonStub;
  let recorded: EventRow[];

  before(activateExtension);
  beforeEach(() => {
    told = hearNotifications(sandbox);
    // The real ids are taken by the extension itself.
    register = sandbox.stub(vscode.commands, "registerCommand");
    register.returns(new vscode.Disposable(() => undefined));
    logged = sandbox.stub(log, "error");
    recorded = [];
  });
  afterEach(() => {
    sandbox.restore();
  });
  after(() => {
    log.dispose();
  });

  /** Registers a handler, and returns the command as VS Code would call it. */
  function command(handler: () => unknown): (...args: unknown[]) => Promise<unknown> {
    new CommandManager(recordTo(recorded), log).register("coderTelemetry.showLog", handler);
    assert.equal(register.firstCall.args[0], "coderTelemetry.showLog");
    return register.firstCall.args[1] as (...args: unknown[]) => Promise<unknown>;
  }

  it("throws for an id that the manifest does not know", () => {
    const manager = new CommandManager(recordTo(recorded), log);
    assert.throws(() => {
      manager.register("coder.unknown" as CommandId, () => undefined);
    }, /coder\.unknown/);
    assert.equal(register.callCount, 0);
  });

  it("logs one line when another extension has taken a command, and goes on", () => {
    // As VS Code itself refuses it: the extension under test is active, and has all of these.
    register.callThrough();
    const manager = new CommandManager(recordTo(recorded), log);
    manager.register("coderTelemetry.showLog", () => undefined).dispose();
    assert.equal(logged.callCount, 1);
    assert.match(String(logged.firstCall.args[0]), /coderTelemetry\.showLog .*already exists/);
    assert.deepEqual([told.error.callCount, recorded.length], [0, 0]);
    manager.dispose();
  });

  it("traces an invocation and hands on its result", async () => {
    assert.equal(await command(() => 42)(), 42);
    assert.equal(recorded.length, 1);
    const [event] = recorded;
    assert.equal(event?.event_name, "command.invoked");
    assert.deepEqual(event["properties"], {
      command_id: "coderTelemetry.showLog",
      result: "success",
    });
    assert.deepEqual(Object.keys(event["measurements"] ?? {}), ["durationMs"]);
  });

  it("tells a person an error once, in words, and the log the whole of it", async () => {
    const run = command(() => {
      throw new Error("No space is left.", { cause: new Error("ENOSPC") });
    });
    assert.equal(await run(), undefined);
    assert.equal(told.error.callCount, 1);
    assert.equal(told.error.firstCall.args[0], "No space is left.");
    assert.match(String(logged.firstCall.args[0]), /coderTelemetry\.showLog[^]*at [^]*ENOSPC/);
    assert.deepEqual(recorded[0]?.["properties"], {
      command_id: "coderTelemetry.showLog",
      result: "error",
    });
  });

  it("leaves an error to the caller who gave arguments", async () => {
    const run = command(() => Promise.reject(new Error("No space is left.")));
    await assert.rejects(run({ format: "json" }), /No space is left/);
    assert.equal(told.error.callCount, 0);
    assert.equal(logged.callCount, 1);
  });

  it("shows the log when the person asks for it", async () => {
    told.error.resolves("Show Log");
    const shown = new Promise((resolve) => sandbox.stub(log, "show").callsFake(resolve));
    await command(() => {
      throw new Error("No space is left.");
    })();
    await shown;
  });
});
