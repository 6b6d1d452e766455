import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as vscode from "vscode";
import { jsonl, row } from "../support/rows";
import { ExportCommand, day, events } from "./exportCommand";

describe("coderTelemetry.export", () => {
  const command = new ExportCommand();
  let folder: string;
  let directory: string;
  let destination: string;

  beforeEach(() => {
    ({ folder, directory, destination } = command.place);
  });

  it("exports megabytes, on threads of the editor's own", async () => {
    const sequences = Array.from({ length: 6000 }, (_, index) => index);
    const rows = sequences.map((event_sequence) =>
      row({
        timestamp: "2026-03-01T12:00:00Z",
        event_sequence,
        properties: { text: "ü".repeat(99) },
      }),
    );
    command.place.store("telemetry-2026-03-01-ffffffff.jsonl", jsonl(...rows));
    const result = await command.run({ range: day, format: "json", destination, directory });
    assert.equal(result?.eventCount, 6002);
    assert.deepEqual(command.exported(), [...events, ...rows]);
  });

  it("leaves the file that is there when no event lies in the range", async () => {
    fs.writeFileSync(destination, "old");
    command.place.store("telemetry-2026-03-02.jsonl", jsonl(row()));
    const range = { start: "2026-03-02", end: "2026-03-02" };
    const result = await command.run({ range, format: "json", destination, directory });
    assert.equal(result?.eventCount, 0);
    assert.equal(fs.readFileSync(destination, "utf8"), "old");
    assert.match(String(command.told.information.firstCall.args[0]), /in this range/);
  });

  /** As if an export had taken half a second before it came to its first file. */
  function showProgressAtOnce(): void {
    const { setTimeout } = globalThis;
    command.sandbox.stub(globalThis, "setTimeout").callsFake((callback: () => void, delay = 0) => {
      if (delay === 500) {
        callback();
      }
      return setTimeout(callback, delay);
    });
  }

  it("resolves to undefined when it is cancelled, and leaves nothing", async () => {
    showProgressAtOnce();
    command.sandbox.stub(vscode.window, "withProgress").callsFake((_options, task) => {
      const source = new vscode.CancellationTokenSource();
      const done = task({ report: () => undefined }, source.token);
      source.cancel();
      return done;
    });
    fs.writeFileSync(destination, "old");
    const result = await command.run({ range: day, format: "json", destination, directory });
    assert.equal(result, undefined);
    assert.equal(fs.readFileSync(destination, "utf8"), "old");
    assert.deepEqual(fs.readdirSync(folder).sort(), ["export.json", "telemetry"]);
    assert.equal(command.told.information.callCount, 0);
  });

  it("rejects in words that name the file when it fails, and tells nobody else", async () => {
    fs.mkdirSync(destination);
    await assert.rejects(
      async () => command.run({ range: day, format: "json", destination, directory }),
      (error) =>
        error instanceof Error && error.message.startsWith(`${destination} can't be replaced`),
    );
    assert.equal(command.told.error.callCount, 0);
  });

  describe("with a bad answer given", () => {
    const bad: [field: string, options: object][] = [
      ["range", { range: "lastWeek" }],
      ["range.start", { range: { start: "2026-02-30", end: "2026-03-01" } }],
      ["range.end", { range: { start: "2026-03-01", end: "2026-02-01" } }],
      ["format", { format: "csv" }],
      ["destination", { destination: "relative/path.json" }],
      ["destination", { destination: 5 }],
      ["directory", { directory: "https://example.com/telemetry" }],
      ["dest", { dest: "/tmp/x" }],
      ["identifiers", { identifiers: "hide" }],
    ];
    for (const [field, options] of bad) {
      it(`rejects and names ${field}: ${JSON.stringify(options)}`, async () => {
        await assert.rejects(
          async () =>
            command.run({ range: day, format: "json", destination, directory, ...options }),
          (error) => error instanceof Error && error.message.includes(`The option ${field} `),
        );
        assert.ok(!fs.existsSync(destination));
        assert.equal(command.told.error.callCount, 0);
      });
    }
  });
});
