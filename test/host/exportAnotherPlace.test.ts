import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import type { SinonStub } from "sinon";
import * as vscode from "vscode";
import { answerPrompts } from "./answers";
import { ExportCommand, events } from "./exportCommand";

describe("coderTelemetry.export to a place that can't be written", () => {
  const command = new ExportCommand();
  let folder: string;
  let directory: string;
  let destination: string;

  beforeEach(() => {
    ({ folder, directory, destination } = command.place);
  });

  const CHOOSE = "Choose Another Place…";
  const failed = (): string => join(folder, "gone", "week.json");
  let saveDialog: SinonStub;

  beforeEach(() => {
    saveDialog = command.sandbox.stub(vscode.window, "showSaveDialog");
    saveDialog.onFirstCall().resolves(vscode.Uri.file(failed()));
  });

  /** Chooses these buttons of the errors in turn; undefined closes one. */
  function press(...titles: (string | undefined)[]): void {
    for (const [index, title] of titles.entries()) {
      command.told.error.onCall(index).resolves(title);
    }
  }

  it("says why in words, and asks for another place alone", async () => {
    press(CHOOSE);
    saveDialog.onSecondCall().resolves(vscode.Uri.file(destination));
    const prompts = answerPrompts(
      command.sandbox,
      "All time",
      (prompt) => {
        prompt.press("Identifiers are kept.");
      },
      "OTLP/JSON",
    );
    const result = await command.run({ directory });
    assert.deepEqual(command.told.error.args, [
      [`The folder does not exist. Nothing was saved to ${failed()}.`, CHOOSE, "Show Log"],
    ]);
    assert.equal(prompts.length, 3);
    const { title, defaultUri, filters } = saveDialog.secondCall
      .args[0] as vscode.SaveDialogOptions;
    assert.equal(title, "Export Telemetry");
    // The name that was typed; its folder is none to start in.
    assert.equal(defaultUri?.fsPath, vscode.Uri.file(join(homedir(), "week.json")).fsPath);
    assert.deepEqual(filters, { "OTLP/JSON": ["json"] });
    assert.equal(result?.destination, vscode.Uri.file(destination).toString());
    assert.equal(result.format, "otlp");
    assert.match(String(command.told.information.firstCall.args[0]), /replaced with pseudonyms\.$/);
  });

  it("asks again as often as it fails", async () => {
    press(CHOOSE, CHOOSE);
    // A folder is no file.
    saveDialog.onSecondCall().resolves(vscode.Uri.file(directory));
    saveDialog.onThirdCall().resolves(vscode.Uri.file(destination));
    answerPrompts(command.sandbox, "All time", "JSON array");
    assert.equal((await command.run({ directory }))?.eventCount, 2);
    assert.equal(command.told.error.callCount, 2);
    const { defaultUri } = saveDialog.thirdCall.args[0] as vscode.SaveDialogOptions;
    assert.equal(defaultUri?.fsPath, directory);
    assert.deepEqual(command.exported(), events);
  });

  it("offers it still after the log was shown", async () => {
    press("Show Log", CHOOSE);
    saveDialog.onSecondCall().resolves(vscode.Uri.file(destination));
    answerPrompts(command.sandbox, "All time", "JSON array");
    assert.equal((await command.run({ directory }))?.eventCount, 2);
  });

  it("is backed out of by closing the notification or the dialog", async () => {
    press(undefined, CHOOSE);
    answerPrompts(command.sandbox, "All time", "JSON array", "All time", "JSON array");
    assert.equal(await command.run({ directory }), undefined);
    saveDialog.onSecondCall().resolves(vscode.Uri.file(failed()));
    saveDialog.onThirdCall().resolves(undefined);
    assert.equal(await command.run({ directory }), undefined);
    assert.equal(command.told.error.callCount, 2);
    assert.equal(command.told.information.callCount, 0);
  });
});
