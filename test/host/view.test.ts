import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { reportText } from "../../src/command/reports";
import { jsonl, row } from "../support/rows";
import { waitUntil } from "../support/waitUntil";
import { setUpViewPlace } from "./viewPlace";

const FILE = "telemetry-2026-03-01-0a1b2c3d.jsonl";

describe("the telemetry view of a file", () => {
  const place = setUpViewPlace();
  it("shows a file that is empty", async () => {
    place().view(place().write(FILE, ""));
    assert.equal((await place().panel.hear("opened"))?.overview.eventCount, 0);
    assert.match(place().panel.webview.html, /"isFile":true/);
  });

  it("says that a file is out of its reach", async () => {
    place().view(vscode.Uri.parse(`test-memory:/${FILE}`));
    assert.equal(
      (await place().panel.hear("failed"))?.message,
      "Only files on the machine that runs the extension can be shown.",
    );
  });

  it("says why a file can't be read", async () => {
    const path = join(place().folder, "coder-telemetry-x.json");
    place().view(path);
    const failed = await place().panel.hear("failed");
    assert.match(failed?.message ?? "", /^The telemetry can't be read: ENOENT.*x\.json/);
  });

  it("lists what can't be read, with links to the lines", async () => {
    const path = place().write(FILE, `torn\n${jsonl(row())}`);
    place().view(path);
    const report = await place().listLosses();
    assert.match(
      reportText(report),
      new RegExp(`^- ${FILE}:1\\n  The line is not valid JSON\\.$`, "m"),
    );
    const target = report.find((piece) => typeof piece !== "string")?.target;
    assert.equal(target?.toString(), vscode.Uri.file(path).with({ fragment: "L1" }).toString());
  });

  it("opens no file but the one that it shows", async () => {
    const other = place().write("other.txt", "private");
    place().view(place().write("coder-telemetry-x.json", "[]"));
    await place().panel.hear("opened");
    place().panel.say({ kind: "openFile", path: other, line: 1 });
    place().panel.say({ kind: "request", id: 1, what: "overview", request: { filter: {} } });
    await place().panel.hear("answer");
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri.fsPath);
    assert.ok(!shown.includes(other));
  });

  it("opens a file that is too large for extensions", async () => {
    const line = jsonl(row({ properties: { text: "x".repeat(1_000_000) } }));
    const path = place().write(FILE, line.repeat(51));
    place().view(path);
    await place().panel.hear("opened");
    place().panel.say({ kind: "openFile", path, line: 3 });
    await waitUntil(
      "the file",
      () => Promise.resolve(vscode.window.tabGroups.activeTabGroup.activeTab?.input),
      (input) => input instanceof vscode.TabInputText && input.uri.fsPath === path,
    );
  });
});
