import assert from "node:assert/strict";
import { createSandbox, type SinonStub } from "sinon";
import * as vscode from "vscode";
import type { CommandId } from "../../src/command/commandIds";
import { CommandManager } from "../../src/command/commandManager";
import type { TelemetryService } from "../../src/telemetry/service";
import { hearNotifications, type Told } from "./answers";

describe("CommandManager", () => {
  const sandbox = createSandbox();
  const log = vscode.window.createOutputChannel("CommandManager test", { log: true });
  let told: Told;
  let register: SinonStub;
  let logged: SinonStub;
  let traces: Trace[];

  beforeEach(() => {
    told = hearNotifications(sandbox);
    // The real ids are taken by the extension itself.
    register = sandbox.stub(vscode.commands, "registerCommand");
    register.returns(new vscode.Disposable(() => undefined));
    logged = sandbox.stub(log, "error");
    traces = [];
  });
  afterEach(() => {
    sandbox.restore();
  });
  after(() => {
    log.dispose();
  });

  /** Registers a handler, and returns the command as VS Code would call it. */
  function command(handler: () => unknown): (...args: unknown[]) => Promise<unknown> {
    new CommandManager(recordingTo(traces), log).register("coder.showTelemetryLog", handler);
    assert.equal(register.firstCall.args[0], "coder.showTelemetryLog");
    return register.firstCall.args[1] as (...args: unknown[]) => Promise<unknown>;
  }

  it("throws for an id that the manifest does not know", () => {
    const manager = new CommandManager(recordingTo(traces), log);
    assert.throws(() => {
      manager.register("coder.unknown" as CommandId, () => undefined);
    }, /coder\.unknown/);
    assert.equal(register.callCount, 0);
  });

  it("traces an invocation and hands on its result", async () => {
    assert.equal(await command(() => 42)(), 42);
    assert.deepEqual(traces, [
      {
        name: "command.invoked",
        properties: { command_id: "coder.showTelemetryLog" },
        result: "success",
      },
    ]);
  });

  it("tells a person an error once, in words, and the log the whole of it", async () => {
    const run = command(() => {
      throw new Error("No space is left.", { cause: new Error("ENOSPC") });
    });
    assert.equal(await run(), undefined);
    assert.equal(told.error.callCount, 1);
    assert.equal(told.error.firstCall.args[0], "No space is left.");
    assert.match(String(logged.firstCall.args[0]), /coder\.showTelemetryLog[^]*at [^]*ENOSPC/);
    assert.equal(traces[0]?.result, "error");
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

interface Trace {
  readonly name: string;
  readonly properties: unknown;
  readonly result: "success" | "error";
}

function recordingTo(traces: Trace[]): TelemetryService {
  return {
    trace: async (name, operation, properties) => {
      let result: Trace["result"] = "error";
      try {
        const value = await operation({
          setProperty: () => undefined,
          setMeasurement: () => undefined,
          markAborted: () => undefined,
        });
        result = "success";
        return value;
      } finally {
        traces.push({ name, properties, result });
      }
    },
  };
}
