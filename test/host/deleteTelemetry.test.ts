import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import { deleteStoredTelemetry } from "../../src/command/deleteStoredTelemetry";
import { type Told, hearNotifications } from "./answers";

describe("coderTelemetry.delete", () => {
  const sandbox = createSandbox();
  let told: Told;
  let question: SinonStub;
  let directory: string;
  let isAborted: boolean;

  beforeEach(() => {
    directory = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    told = hearNotifications(sandbox);
    question = sandbox.stub(vscode.window, "showQuickPick");
    isAborted = false;
  });
  afterEach(() => {
    sandbox.restore();
    fs.rmSync(directory, { recursive: true });
  });

  const store = (name: string, size = 1): void => {
    fs.writeFileSync(join(directory, name), "x".repeat(size));
  };
  const run = (flush = (): Promise<void> => Promise.resolve()): Promise<void> =>
    deleteStoredTelemetry(
      { directory, flush },
      {
        markAborted: () => {
          isAborted = true;
        },
      },
    );
  const answer = (label: string): void => {
    question.callsFake((items: vscode.QuickPickItem[]) =>
      Promise.resolve(items.find((item) => item.label === label)),
    );
  };
  const OTHERS = ["notes.txt", "telemetry-2026-02-30.jsonl", "telemetry-2026-03-01.jsonl.bak"];

  it("says how much is stored, and deletes that and nothing else when told to", async () => {
    OTHERS.forEach((name) => {
      store(name);
    });
    store("telemetry-2026-03-01.jsonl", 1000);
    store("telemetry-2026-03-01-0a1b2c3d.1.jsonl", 1500);
    answer("Delete");
    // What is in memory is telemetry too.
    await run(() => {
      store("telemetry-2026-03-03-0a1b2c3d.jsonl", 500);
      return Promise.resolve();
    });
    const [items, { title, placeHolder }] = question.firstCall.args as [
      vscode.QuickPickItem[],
      vscode.QuickPickOptions,
    ];
    assert.equal(title, "Delete all stored telemetry?");
    assert.match(placeHolder ?? "", /can't be undone/);
    assert.match(items[1]?.description ?? "", /Mar 1.{1,3}3, 2026 · 2 days · 3 kB/);
    assert.deepEqual(fs.readdirSync(directory).sort(), OTHERS.sort());
    assert.match(String(told.information.firstCall.args[0]), /Telemetry deleted: Mar 1.*3 kB/);
    assert.equal(isAborted, false);
  });

  for (const label of ["Cancel", "nothing"]) {
    it(`deletes nothing when the answer is ${label}`, async () => {
      store("telemetry-2026-03-01.jsonl");
      answer(label);
      await run();
      assert.deepEqual(fs.readdirSync(directory), ["telemetry-2026-03-01.jsonl"]);
      assert.equal(isAborted, true);
      assert.equal(told.information.callCount, 0);
    });
  }

  it("asks nothing when nothing is stored", async () => {
    store("notes.txt");
    await run();
    assert.equal(question.callCount, 0);
    assert.match(String(told.information.firstCall.args[0]), /No telemetry is stored/);
  });

  it("goes on when what is in memory can't be stored", async () => {
    store("telemetry-2026-03-01.jsonl");
    answer("Delete");
    await run(() => Promise.reject(new Error("ENOSPC")));
    assert.deepEqual(fs.readdirSync(directory), []);
  });

  it("deletes the others when one can't be deleted, and says which one", async () => {
    ["telemetry-2026-03-01.jsonl", "telemetry-2026-03-02.jsonl"].forEach((name) => {
      store(name);
    });
    answer("Delete");
    const rm = sandbox.stub(fs.promises, "rm").callThrough();
    rm.withArgs(join(directory, "telemetry-2026-03-01.jsonl")).rejects(new Error("EBUSY"));
    await assert.rejects(run(), /1 of 2 .*telemetry-2026-03-01\.jsonl: EBUSY/);
    rm.restore();
    assert.deepEqual(fs.readdirSync(directory), ["telemetry-2026-03-01.jsonl"]);
  });
});
