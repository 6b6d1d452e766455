import assert from "node:assert/strict";
import * as fs from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { answerPrompts, hearNotifications } from "./answers";
import { ExportCommand, events } from "./exportCommand";

describe("coderTelemetry.export, asking", () => {
  const command = new ExportCommand();
  let folder: string;
  let directory: string;
  let destination: string;

  beforeEach(() => {
    ({ folder, directory, destination } = command.place);
  });

  it("exports what is answered, and remembers the folder", async () => {
    const saveDialog = command.sandbox.stub(vscode.window, "showSaveDialog");
    saveDialog.resolves(vscode.Uri.file(destination));
    const today = new Date().toISOString().slice(0, 10);

    answerPrompts(command.sandbox, "All time", "JSON array");
    assert.equal((await command.run({ directory }))?.eventCount, 2);
    assert.deepEqual(command.exported(), events);
    assert.deepEqual(saveDialog.firstCall.args[0]?.filters, { "JSON array": ["json"] });

    command.sandbox.restore();
    hearNotifications(command.sandbox);
    answerPrompts(command.sandbox, "All time", "OTLP/JSON");
    const secondDialog = command.sandbox.stub(vscode.window, "showSaveDialog").resolves(undefined);
    assert.equal(await command.run({ directory }), undefined);
    assert.equal(
      secondDialog.firstCall.args[0]?.defaultUri?.fsPath,
      join(folder, `coder-telemetry-all-time-${today}.otlp.json`),
    );
    assert.deepEqual(secondDialog.firstCall.args[0].filters, { "OTLP/JSON": ["json"] });
  });

  it("starts in the home folder when the folder used last is gone", async () => {
    answerPrompts(command.sandbox, "All time", "JSON array", "All time", "JSON array");
    const gone = join(folder, "gone");
    fs.mkdirSync(gone);
    const dialog = command.sandbox.stub(vscode.window, "showSaveDialog");
    dialog.resolves(vscode.Uri.file(join(gone, "export.json")));
    await command.run({ directory });
    fs.rmSync(gone, { recursive: true });
    dialog.resolves(undefined);
    await command.run({ directory });
    const { defaultUri } = dialog.secondCall.args[0] ?? {};
    assert.equal(
      defaultUri && vscode.Uri.joinPath(defaultUri, "..").fsPath,
      vscode.Uri.file(homedir()).fsPath,
    );
  });

  it("asks for nothing when no file name lies in the range", async () => {
    answerPrompts(command.sandbox);
    const result = await command.run({ directory, range: "last24Hours" });
    assert.equal(result?.eventCount, 0);
    assert.ok(!fs.existsSync(destination));
    assert.match(String(command.told.information.firstCall.args[0]), /in this range/);
  });

  it("asks for nothing when nothing was recorded", async () => {
    answerPrompts(command.sandbox);
    const empty = join(folder, "empty");
    fs.mkdirSync(empty);
    const result = await command.run({ directory: empty });
    assert.equal(result?.eventCount, 0);
    assert.equal(
      command.told.information.firstCall.args[0],
      `There is no telemetry to export in ${empty}.`,
    );
  });

  it("names a folder that does not exist", async () => {
    answerPrompts(command.sandbox);
    const nowhere = join(folder, "nowhere");
    await assert.rejects(
      async () => command.run({ directory: nowhere }),
      (error: Error) => error.message.includes(nowhere),
    );
  });
});
