import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as vscode from "vscode";
import { jsonl, row } from "../support/rows";
import { summaryOf } from "../support/summary";
import { answerPrompts } from "./answers";
import { ExportCommand, SESSION, day, events } from "./exportCommand";
import { MemoryFileSystemProvider } from "./memoryFileSystemProvider";

describe("coderTelemetry.export with all answers given", () => {
  const command = new ExportCommand();
  let directory: string;
  let destination: string;

  beforeEach(() => {
    ({ directory, destination } = command.place);
  });

  it("asks nothing, exports JSON and says what it did", async () => {
    answerPrompts(command.sandbox);
    const result = await command.run({ range: day, format: "json", destination, directory });
    assert.deepEqual(command.exported(), events);
    assert.deepEqual(result, {
      ...summaryOf(2),
      destination: vscode.Uri.file(destination).toString(),
      format: "json",
      sessions: [{ session: SESSION, first: 0, last: 1, events: 2, gaps: 0 }],
      fileCount: 1,
      bytesWritten: fs.statSync(destination).size,
    });
    const size = `${(fs.statSync(destination).size / 1000).toFixed(1)} kB`;
    assert.equal(
      command.told.information.firstCall.args[0],
      `Exported 2 events (${size}) to ${destination}.`,
    );
    assert.equal(command.told.information.callCount, 1);
  });

  it("exports OTLP", async () => {
    const result = await command.run({ range: "allTime", format: "otlp", destination, directory });
    assert.equal(result?.eventCount, 2);
    const { resourceLogs } = command.exported() as { resourceLogs: unknown[] };
    assert.equal(resourceLogs.length, 1);
  });

  it("keeps identifiers, unless an option says otherwise", async () => {
    const stored = row({ timestamp: "2026-03-02T10:00:00Z", path: "/home/ada/x" });
    command.place.store("telemetry-2026-03-02.jsonl", jsonl(stored));
    const options = { range: "allTime", format: "json", destination, directory };
    const holdsName = async (more: object): Promise<boolean> => {
      await command.run({ ...options, ...more });
      return fs.readFileSync(destination, "utf8").includes("ada");
    };
    assert.equal(await holdsName({}), true);
    assert.equal(await holdsName({ identifiers: "pseudonymize" }), false);
  });

  const locations: [what: string, location: (path: string) => unknown][] = [
    ["a URI", (path) => vscode.Uri.file(path)],
    ["a URI's string", (path) => vscode.Uri.file(path).toString()],
    [
      "a URI's parts, as a keybinding gives them",
      (path) => vscode.Uri.file(path).toJSON() as unknown,
    ],
  ];
  for (const [what, location] of locations) {
    it(`takes ${what} as a location`, async () => {
      await command.run({
        range: day,
        format: "json",
        destination: location(destination),
        directory: location(directory),
      });
      assert.deepEqual(command.exported(), events);
    });
  }

  it("replaces the file that is there", async () => {
    fs.writeFileSync(destination, "old".repeat(10_000));
    await command.run({ range: day, format: "json", destination, directory });
    assert.deepEqual(command.exported(), events);
  });

  it("writes through VS Code where Node does not reach", async () => {
    const provider = new MemoryFileSystemProvider();
    const registration = vscode.workspace.registerFileSystemProvider("test-memory", provider);
    try {
      const uri = vscode.Uri.parse("test-memory:/export.json");
      const result = await command.run({ range: day, format: "json", destination: uri, directory });
      assert.deepEqual(JSON.parse(provider.text("/export.json")), events);
      assert.equal(result?.destination, "test-memory:/export.json");
    } finally {
      registration.dispose();
    }
  });
});
