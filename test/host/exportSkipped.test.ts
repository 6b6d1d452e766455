import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { showDetails } from "./answers";
import { ExportCommand, day } from "./exportCommand";

/** The links of a document: their text, and where they lead. */
async function linksOf(document: vscode.TextDocument): Promise<[string, string | undefined][]> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    "vscode.executeLinkProvider",
    document.uri,
  );
  return links.map(({ range, target }) => [document.getText(range), target?.toString()]);
}

const fileUri = (path: string, fragment: string): string =>
  vscode.Uri.file(path).with({ fragment }).toString();

describe("coderTelemetry.export of telemetry that can't all be read", () => {
  const command = new ExportCommand();
  let directory: string;
  let destination: string;

  beforeEach(() => {
    ({ directory, destination } = command.place);
  });

  it("says what was left out, in a warning and in the result", async () => {
    fs.appendFileSync(join(directory, "telemetry-2026-03-01-0a1b2c3d.jsonl"), '{"torn');
    const result = await command.run({ range: day, format: "json", destination, directory });
    assert.deepEqual(result?.skipped, [
      { file: "telemetry-2026-03-01-0a1b2c3d.jsonl", line: 3, reason: "invalidJson" },
    ]);
    assert.equal(result.skippedCount, 1);
    assert.match(
      String(command.told.warning.firstCall.args[0]),
      /2 events.*\. 1 unreadable entry was skipped\.$/,
    );
    assert.equal(command.told.information.callCount, 0);
  });

  it("shows what was left out, by file and line, as far as it is kept", async () => {
    const file = "telemetry-2026-03-01-0a1b2c3d.jsonl";
    fs.appendFileSync(join(directory, file), "torn\n".repeat(101));
    const shown = showDetails(command.told.warning);
    await command.run({ range: day, format: "json", destination, directory });
    const document = await shown;
    const lines = document.getText().split("\n");
    assert.match(lines[0] ?? "", /2 events.*\.$/);
    assert.deepEqual(lines.slice(1, 6), [
      "101 unreadable entries were skipped.",
      "",
      "Skipped entries, by file and line:",
      `- ${file}:3`,
      "  The line is not valid JSON.",
    ]);
    assert.equal(lines[202], `- ${file}:102`);
    const counts = "Entries read: 103. Exported: 2. Skipped: 101. Outside the range: 0.";
    const rest = [
      "And 1 more.",
      "",
      counts,
      "",
      "Searched for telemetry in:",
      `- ${directory}`,
      "",
    ];
    assert.deepEqual(lines.slice(204), rest);
    assert.equal(document.isUntitled, false);
    assert.match(document.fileName, /Telemetry Export Details$/);
    const links = await linksOf(document);
    assert.equal(links.length, 100);
    assert.deepEqual(links[0], [`${file}:3`, fileUri(join(directory, file), "L3")]);
    assert.deepEqual(links[99], [`${file}:102`, fileUri(join(directory, file), "L102")]);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  it("warns when nothing of what was recorded can be read", async () => {
    command.place.store("telemetry-2026-03-02.jsonl", "torn\n");
    const range = { start: "2026-03-02", end: "2026-03-02" };
    const result = await command.run({ range, format: "json", destination, directory });
    assert.equal(result?.skippedCount, 1);
    assert.ok(!fs.existsSync(destination));
    assert.match(
      String(command.told.warning.firstCall.args[0]),
      /in this range\. 1 unreadable entry was skipped\.$/,
    );
  });
});
