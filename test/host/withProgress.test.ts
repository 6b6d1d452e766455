import assert from "node:assert/strict";
import { type SinonFakeTimers, createSandbox } from "sinon";
import * as vscode from "vscode";
import type { ExportProgress } from "../../src/telemetry/export/document/progress";
import type { ExportOutcome } from "../../src/telemetry/export/exportEvents";
import { withProgress } from "../../src/telemetry/export/tell/withProgress";

const cancelled: ExportOutcome = { kind: "cancelled" };

describe("the progress of an export", () => {
  const sandbox = createSandbox();
  let clock: SinonFakeTimers;
  let reports: { message?: string; increment?: number }[];
  let user: vscode.CancellationTokenSource;
  let shown: vscode.ProgressOptions | undefined;
  let isGone: boolean;

  beforeEach(() => {
    clock = sandbox.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    reports = [];
    user = new vscode.CancellationTokenSource();
    shown = undefined;
    isGone = false;
    sandbox.stub(vscode.window, "withProgress").callsFake(async (options, task) => {
      shown = options;
      const result = await task({ report: (value) => reports.push(value) }, user.token);
      isGone = true;
      return result;
    });
  });
  afterEach(() => {
    sandbox.restore();
    user.dispose();
  });

  /** An export that ends when it is told to. */
  function start(): {
    outcome: Promise<ExportOutcome>;
    signal: AbortSignal;
    tell: (progress: ExportProgress) => void;
    end: (outcome: ExportOutcome | Promise<never>) => void;
  } {
    const { promise, resolve: end } = Promise.withResolvers<ExportOutcome>();
    let signal = AbortSignal.abort();
    let tell: (progress: ExportProgress) => void = () => undefined;
    const outcome = withProgress("Exporting telemetry", (...given) => {
      [signal, tell] = given;
      return promise;
    });
    return { outcome, signal, tell, end };
  }

  it("is not shown when it takes less than half a second", async () => {
    const { outcome, tell, end } = start();
    tell({ eventCount: 5, fraction: 0.5 });
    await clock.tickAsync(499);
    end(cancelled);
    assert.equal(await outcome, cancelled);
    await clock.tickAsync(1000);
    assert.equal(shown, undefined);
  });

  it("is shown after half a second, in percent of the bytes and in events", async () => {
    const { outcome, tell, end } = start();
    tell({ eventCount: 0, fraction: 0.125 });
    tell({ eventCount: 1, fraction: 0.25 });
    await clock.tickAsync(500);
    assert.equal(shown?.location, vscode.ProgressLocation.Notification);
    tell({ eventCount: 1234, fraction: 0.75 });
    tell({ eventCount: 5000, fraction: 1 });
    assert.deepEqual(reports, [
      { message: "25%, 1 event", increment: 25 },
      { message: "75%, 1,234 events", increment: 50 },
      { message: "100%, 5,000 events", increment: 25 },
    ]);
    assert.equal(isGone, false);
    end(cancelled);
    await outcome;
    await clock.tickAsync(0);
    assert.ok(isGone);
  });

  it("can be cancelled, and stays until the export has ended", async () => {
    const { signal, outcome, end } = start();
    await clock.tickAsync(500);
    assert.equal(shown?.cancellable, true);
    assert.equal(signal.aborted, false);
    user.cancel();
    assert.ok(signal.aborted);
    assert.equal(isGone, false);
    end(cancelled);
    assert.equal(await outcome, cancelled);
  });

  it("goes when the export fails, which is told once", async () => {
    const { outcome, end } = start();
    await clock.tickAsync(500);
    end(Promise.reject(new Error("disk full")));
    await assert.rejects(outcome, /disk full/);
    await clock.tickAsync(0);
    assert.ok(isGone);
  });
});
