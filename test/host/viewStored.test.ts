import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { restoreView, viewFile } from "../../src/telemetry/view/command";
import { jsonl, row } from "../support/rows";
import { waitUntil } from "../support/waitUntil";
import { Panel } from "./panel";
import { setUpViewPlace } from "./viewPlace";

const FILE = "telemetry-2026-03-01-0a1b2c3d.jsonl";

describe("the telemetry view of stored telemetry", () => {
  const place = setUpViewPlace();
  const restore = (flush: () => Promise<void>): void => {
    place().write(FILE, jsonl(row()));
    const sources = [{ directory: place().folder }];
    restoreView({ ...place().environment, sources, flush }, place().panel.asPanel);
  };

  it("reads once if it is refreshed while events are being stored", async () => {
    const flushes: (() => void)[] = [];
    restore(() => new Promise((resolve) => flushes.push(resolve)));
    place().panel.say({ kind: "ready" });
    place().panel.say({ kind: "reload" });
    await waitUntil(
      "both to store events",
      () => Promise.resolve(flushes.length),
      (count) => count === 2,
    );
    flushes.forEach((flushed) => {
      flushed();
    });
    await place().panel.hear("opened");
    place().panel.say({ kind: "request", id: 1, what: "overview", request: { filter: {} } });
    await place().panel.hear("answer");
    assert.equal(place().panel.heard.filter(({ kind }) => kind === "opened").length, 1);
  });

  it("begins to read nothing after it was closed", async () => {
    let flushed: () => void = () => undefined;
    let isStoring = false;
    restore(
      () =>
        new Promise((resolve) => {
          isStoring = true;
          flushed = resolve;
        }),
    );
    place().panel.say({ kind: "ready" });
    await waitUntil(
      "it to store events",
      () => Promise.resolve(isStoring),
      (is) => is,
    );
    place().panel.dispose();
    flushed();
    // Another view, which begins later, has read everything.
    const other = new Panel();
    viewFile(place().environment, vscode.Uri.file(join(place().folder, FILE)), other.asPanel);
    other.say({ kind: "ready" });
    await other.hear("opened");
    other.dispose();
    assert.deepEqual(
      place().panel.heard.map(({ kind }) => kind),
      ["preparing"],
    );
  });

  it("asks to refresh it if a file was deleted", async () => {
    restore(() => Promise.resolve());
    place().panel.say({ kind: "ready" });
    await place().panel.hear("opened");
    fs.rmSync(join(place().folder, FILE));
    place().panel.say({ kind: "request", id: 1, what: "event", request: { index: 0 } });
    assert.equal(
      (await place().panel.hear("refused"))?.message,
      "A telemetry file has changed or was deleted. Refresh the view.",
    );
  });

  it("reads again if a file was deleted", async () => {
    restore(() => Promise.resolve());
    place().panel.say({ kind: "ready" });
    assert.equal((await place().panel.hear("opened"))?.overview.eventCount, 1);
    await untilWatched(place().folder);
    place().panel.heard.length = 0;
    fs.rmSync(join(place().folder, FILE));
    assert.equal((await place().panel.hear("opened"))?.overview.eventCount, 0);
  });
});

/** VS Code begins to watch a folder some time after it was asked to. */
async function untilWatched(folder: string): Promise<void> {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(folder), "other.txt");
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  let eventCount = 0;
  watcher.onDidCreate(() => eventCount++);
  watcher.onDidChange(() => eventCount++);
  await waitUntil(
    "VS Code to watch the folder",
    () => {
      fs.writeFileSync(join(folder, "other.txt"), String(eventCount));
      return Promise.resolve(eventCount);
    },
    (count) => count > 0,
  );
  watcher.dispose();
}
