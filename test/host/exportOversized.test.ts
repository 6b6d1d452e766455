import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import type { SinonSpyCall } from "sinon";
import * as vscode from "vscode";
import { jsonl, row } from "../support/rows";
import { ExportCommand } from "./exportCommand";

/** The titles of a notification's actions. */
const actionsOf = ({ args }: SinonSpyCall): string[] =>
  args.slice(1).map((action: vscode.MessageItem) => action.title);

const isOffer = (title: string): boolean => title.startsWith("Export as");

describe("coderTelemetry.export with more than endpoints take in a request", () => {
  const command = new ExportCommand();
  let folder: string;
  let directory: string;
  let destination: string;

  beforeEach(() => {
    ({ folder, directory, destination } = command.place);
  });

  /** Writes `count` events of about 1 MB each. */
  function storeLarge(count: number): void {
    const properties = { text: "x".repeat(1_000_000) };
    const large = jsonl(row({ timestamp: "2026-03-02T00:00:00Z", properties }));
    command.place.store("telemetry-2026-03-02.jsonl", large.repeat(count));
  }
  const range = { start: "2026-03-02", end: "2026-03-02" };

  /** Chooses the action of this title, in the first notification alone. */
  function chooseOnce(title: string): void {
    command.told.information
      .onFirstCall()
      .callsFake((_message: string, ...actions: vscode.MessageItem[]) =>
        Promise.resolve(actions.find((action) => action.title === title)),
      );
  }

  it("offers JSON Lines for a document above 20 MiB, and writes the same range so", async () => {
    storeLarge(22);
    const lines = join(folder, "export.otlp.jsonl");
    const asked = new Promise<vscode.SaveDialogOptions | undefined>((resolve) => {
      command.sandbox.stub(vscode.window, "showSaveDialog").callsFake((options) => {
        resolve(options);
        return Promise.resolve(vscode.Uri.file(lines));
      });
    });
    chooseOnce("Export as OTLP/JSON Lines");
    const toldTwice = new Promise((resolve) =>
      command.told.information.onSecondCall().callsFake(resolve),
    );
    const result = await command.run({ range, format: "otlp", destination, directory });
    assert.equal(result?.oversizedRequestCount, 1);
    assert.match(
      String(command.told.information.firstCall.args[0]),
      /22 events .* larger than 20 MiB/,
    );

    assert.deepEqual((await asked)?.filters, { "OTLP/JSON Lines": ["jsonl"] });
    assert.match(String(await toldTwice), /22 events .* 22 lines are larger than 1 MB/);
    assert.equal(fs.readFileSync(lines, "utf8").split("\n").length, 23);
    assert.ok(!actionsOf(command.told.information.secondCall).some(isOffer));
  });

  it("offers nothing for a document that a Collector takes", async () => {
    storeLarge(19);
    const result = await command.run({ range, format: "otlp", destination, directory });
    assert.equal(result?.oversizedRequestCount, 0);
    assert.ok(!actionsOf(command.told.information.firstCall).some(isOffer));
  });

  it("tells when what was offered fails", async () => {
    storeLarge(22);
    command.sandbox.stub(vscode.window, "showSaveDialog").resolves(vscode.Uri.file(directory));
    chooseOnce("Export as OTLP/JSON Lines");
    const failed = new Promise((resolve) => command.told.error.callsFake(resolve));
    await command.run({ range, format: "otlp", destination, directory });
    assert.match(
      String(await failed),
      /telemetry can't be replaced because it is not a regular file/,
    );
  });
});
