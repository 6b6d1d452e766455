import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import { reportText } from "../../src/command/reports";
import { jsonl, row } from "../support/rows";
import { waitUntil } from "../support/waitUntil";
import { zipOf } from "../support/zips";
import { hearNotifications } from "./answers";
import { setUpViewPlace } from "./viewPlace";

const ENTRY = "vscode-logs/telemetry/telemetry-2026-03-01-0a1b2c3d.jsonl";

describe("the telemetry view of a support bundle", () => {
  const sandbox = createSandbox();
  const place = setUpViewPlace();
  afterEach(() => {
    sandbox.restore();
  });

  it("shows its events, and opens their file until it is closed", async () => {
    place().view(
      place().write("bundle.zip", zipOf([ENTRY, jsonl(row({ event_name: "bundled" }))])),
    );
    assert.equal((await place().panel.hear("opened"))?.overview.eventCount, 1);
    place().panel.say({ kind: "request", id: 1, what: "event", request: { index: 0 } });
    const details = (await place().panel.hear("answer"))?.answer;
    assert.ok(details && "path" in details);
    place().panel.say({ kind: "openFile", path: details.path, line: 1 });
    await waitUntil(
      "the file",
      () => Promise.resolve(vscode.window.activeTextEditor?.document.uri.fsPath),
      (path) => path === details.path,
    );
    place().panel.dispose();
    await waitUntil(
      "the extracted files to go",
      () => Promise.resolve(fs.existsSync(details.path)),
      (exists) => !exists,
    );
    assert.deepEqual(place().extracted(), []);
  });

  it("leaves no files if it is closed while they are extracted", async () => {
    const lines = jsonl(row()).repeat(50_000);
    place().view(place().write("bundle.zip", zipOf([ENTRY, lines])));
    await waitUntil(
      "a folder for the extracted files",
      () => Promise.resolve(place().extracted()),
      (names) => names.length > 0,
    );
    place().panel.dispose();
    await waitUntil(
      "the extracted files to go",
      () => Promise.resolve(place().extracted()),
      (names) => names.length === 0,
    );
    assert.ok(place().panel.heard.every(({ kind }) => kind !== "opened" && kind !== "failed"));
  });

  it("extracts it again when it is refreshed, and deletes what it extracted before", async () => {
    const path = place().write("bundle.zip", zipOf([ENTRY, jsonl(row())]));
    place().view(path);
    await place().panel.hear("opened");
    const before = place().extracted();
    place().write("bundle.zip", zipOf([ENTRY, jsonl(row(), row())]));
    place().panel.heard.length = 0;
    place().panel.say({ kind: "reload" });
    assert.equal((await place().panel.hear("opened"))?.overview.eventCount, 2);
    await waitUntil(
      "what was extracted before to go",
      () => Promise.resolve(place().extracted()),
      (names) => names.length === 1 && names[0] !== before[0],
    );
  });

  for (const [what, content, reason] of [
    ["is no zip file", "no zip", /^The support bundle can't be read: ./],
    ["is empty", "", /^The support bundle can't be read: ./],
    [
      "has no telemetry",
      zipOf(["readme.txt", "nothing"]),
      /^The support bundle contains no telemetry\.$/,
    ],
  ] as const) {
    it(`says that it ${what}`, async () => {
      place().view(place().write("bundle.zip", content));
      assert.match((await place().panel.hear("failed"))?.message ?? "", reason);
    });
  }

  it("lists what can't be read in it", async () => {
    const utf16 = Buffer.from(`\ufeff${jsonl(row())}`, "utf16le");
    place().view(place().write("bundle.zip", zipOf([ENTRY, utf16])));
    assert.match(reportText(await place().listLosses()), /^ {2}The file is encoded in UTF-16\./m);
  });

  it("tells why an export that it starts fails", async () => {
    const { error } = hearNotifications(sandbox);
    place().view(place().write("bundle.zip", zipOf([ENTRY, jsonl(row())])));
    place().panel.say({ kind: "export", filter: { start: 2000, end: 1000 } });
    await waitUntil(
      "the message",
      () => Promise.resolve(error.callCount),
      (count) => count > 0,
    );
    assert.match(String(error.firstCall.args[0]), /range\.end.*can't be before/);
  });
});
