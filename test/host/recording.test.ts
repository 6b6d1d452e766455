import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import type { EventRow } from "../../src/telemetry/stored/event";
import { activateExtension } from "./activateExtension";
import { hearNotifications } from "./answers";

/** The events that the extension recorded of itself, exported from its own telemetry folder. */
describe("the extension's own telemetry", () => {
  const sandbox = createSandbox();
  const configuration = (): vscode.WorkspaceConfiguration =>
    vscode.workspace.getConfiguration("coder.telemetry");
  let folder: string;
  const seen = new Set<unknown>();

  before(activateExtension);
  beforeEach(async () => {
    folder = fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"));
    hearNotifications(sandbox);
    sandbox.stub(vscode.window, "showSaveDialog").resolves(undefined);
    await exportNew();
  });
  afterEach(async () => {
    sandbox.restore();
    fs.rmSync(folder, { recursive: true });
    await configuration().update("level", undefined, vscode.ConfigurationTarget.Global);
  });

  /** Exports, and returns the events that no export before this one had, in order. */
  async function exportNew(): Promise<EventRow[]> {
    const destination = join(folder, "export.json");
    const options = { range: "last24Hours", format: "json", destination };
    await vscode.commands.executeCommand("coderTelemetry.export", options);
    const rows = fs.existsSync(destination)
      ? (JSON.parse(fs.readFileSync(destination, "utf8")) as EventRow[])
      : [];
    const fresh = rows.filter((row) => !seen.has(row["event_id"]));
    fresh.forEach((row) => seen.add(row["event_id"]));
    return fresh;
  }

  it("is that of the commands that were run, and of the export before", async () => {
    await vscode.commands.executeCommand("coderTelemetry.showLog");
    await assert.rejects(async () =>
      vscode.commands.executeCommand("coderTelemetry.export", { format: "csv" }),
    );
    const rows = await exportNew();
    assert.deepEqual(
      rows.map(({ event_name, properties }) => [event_name, properties]),
      [
        ["telemetry.export.flush", { result: "success" }],
        ["telemetry.export", { format: "json", range: "last24Hours", result: "success" }],
        ["command.invoked", { command_id: "coderTelemetry.export", result: "success" }],
        ["command.invoked", { command_id: "coderTelemetry.showLog", result: "success" }],
        ["command.invoked", { command_id: "coderTelemetry.export", result: "error" }],
      ],
    );
    const [, exported, , , failed] = rows;
    assert.deepEqual(Object.keys(exported?.["measurements"] ?? {}).sort(), [
      "byte_count",
      "durationMs",
      "event_count",
      "file_count",
      "problem_count",
      "skipped_count",
    ]);
    assert.deepEqual(failed?.["error"], { message: "Error", type: "Error" });
    assert.ok(!JSON.stringify(rows).includes(folder));
  });

  it("holds the activation once", async () => {
    const destination = join(folder, "all.json");
    const options = { range: "allTime", format: "json", destination };
    await vscode.commands.executeCommand("coderTelemetry.export", options);
    const rows = JSON.parse(fs.readFileSync(destination, "utf8")) as EventRow[];
    const activations = rows.filter(({ event_name }) => event_name === "activation");
    assert.equal(activations.length, 1);
    assert.deepEqual(activations[0]?.["properties"], { result: "success" });
  });

  it("is none while the level is off, and goes on when it is local again", async () => {
    await vscode.commands.executeCommand("coderTelemetry.showLog");
    await configuration().update("level", "off", vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("coderTelemetry.showLog");
    const names = (await exportNew()).map(({ event_name }) => event_name);
    // The export of the set-up, and the command: what was recorded before it was switched off.
    assert.deepEqual(names, [
      "telemetry.export.flush",
      "telemetry.export",
      "command.invoked",
      "command.invoked",
    ]);
    assert.deepEqual(await exportNew(), []);

    await configuration().update("level", "local", vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("coderTelemetry.showLog");
    assert.deepEqual(
      (await exportNew()).map(({ properties }) => properties),
      [{ command_id: "coderTelemetry.showLog", result: "success" }],
    );
  });

  it("tells when the latest events can't be stored, and exports the others", async () => {
    const { open } = fs.promises;
    sandbox.stub(fs.promises, "open").callsFake(failToAppend(open));
    const destination = join(folder, "partial.json");
    const options = { range: "last24Hours", format: "json", destination };
    const result = await vscode.commands.executeCommand<{ problems: { reason: string }[] }>(
      "coderTelemetry.export",
      options,
    );
    assert.deepEqual(
      result.problems.map(({ reason }) => reason),
      ["notStored"],
    );
    assert.ok(JSON.parse(fs.readFileSync(destination, "utf8")) instanceof Array);
  });
});

/** The disk takes no more telemetry; everything else works. */
function failToAppend(open: typeof fs.promises.open): typeof fs.promises.open {
  return (path, flags, mode) =>
    flags === "a+"
      ? Promise.reject(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }))
      : open(path, flags, mode);
}
