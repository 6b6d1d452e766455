import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox } from "sinon";
import * as vscode from "vscode";
import { type Report, reportText } from "../../src/command/reports";
import { restoreView, viewFile } from "../../src/telemetry/view/command";
import { jsonl, row } from "../support/rows";
import { waitUntil } from "../support/waitUntil";
import { zipOf } from "../support/zips";
import { activateExtension } from "./activateExtension";
import { type Told, hearNotifications } from "./answers";
import { Panel } from "./panel";

const bundles = join(__dirname, "../../src");
const FILE = "telemetry-2026-03-01-0a1b2c3d.jsonl";
const ENTRY = `vscode-logs/telemetry/${FILE}`;

describe("the telemetry view", () => {
  const sandbox = createSandbox();
  let told: Told;
  let folder: string;
  /** Where bundles are extracted. */
  let temporary: string;
  let panel: Panel;
  let log: vscode.LogOutputChannel;
  let shown: Report[];
  const reports = {
    show: (_title: string, report: Report): Promise<void> => {
      shown.push(report);
      return Promise.resolve();
    },
  };

  const earlier = process.env["TMPDIR"];

  before(activateExtension);
  beforeEach(() => {
    folder = vscode.Uri.file(fs.mkdtempSync(join(tmpdir(), "coder-telemetry-view-"))).fsPath;
    temporary = join(folder, "temporary");
    fs.mkdirSync(temporary);
    process.env["TMPDIR"] = temporary;
    told = hearNotifications(sandbox);
    panel = new Panel();
    shown = [];
    log = vscode.window.createOutputChannel("test", { log: true });
  });
  afterEach(async () => {
    panel.dispose();
    log.dispose();
    sandbox.restore();
    if (earlier === undefined) {
      delete process.env["TMPDIR"];
    } else {
      process.env["TMPDIR"] = earlier;
    }
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a file, whose page loads. */
  function view(file: string | vscode.Uri): void {
    const uri = typeof file === "string" ? vscode.Uri.file(file) : file;
    viewFile({ bundles, log, reports }, uri, panel.asPanel);
    panel.say({ kind: "ready" });
  }

  function write(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    fs.writeFileSync(path, content);
    return path;
  }

  const extracted = (): string[] => fs.readdirSync(temporary);

  describe("of a support bundle", () => {
    it("shows its events, and opens their file until it is closed", async () => {
      view(write("bundle.zip", zipOf([ENTRY, jsonl(row({ event_name: "bundled" }))])));
      assert.equal((await panel.hear("opened"))?.overview.eventCount, 1);
      panel.say({ kind: "request", id: 1, what: "event", request: { index: 0 } });
      const details = (await panel.hear("answer"))?.answer;
      assert.ok(details && "path" in details);
      panel.say({ kind: "openFile", path: details.path, line: 1 });
      await waitUntil(
        "the file",
        () => Promise.resolve(vscode.window.activeTextEditor?.document.uri.fsPath),
        (path) => path === details.path,
      );
      panel.dispose();
      await waitUntil(
        "the extracted files to go",
        () => Promise.resolve(fs.existsSync(details.path)),
        (exists) => !exists,
      );
      assert.deepEqual(extracted(), []);
    });

    it("leaves no files if it is closed while they are extracted", async () => {
      const lines = jsonl(row()).repeat(50_000);
      view(write("bundle.zip", zipOf([ENTRY, lines])));
      await waitUntil(
        "a folder for the extracted files",
        () => Promise.resolve(extracted()),
        (names) => names.length > 0,
      );
      panel.dispose();
      await waitUntil(
        "the extracted files to go",
        () => Promise.resolve(extracted()),
        (names) => names.length === 0,
      );
      assert.ok(panel.heard.every(({ kind }) => kind !== "opened" && kind !== "failed"));
    });

    it("extracts it again when it is refreshed, and deletes what it extracted before", async () => {
      const path = write("bundle.zip", zipOf([ENTRY, jsonl(row())]));
      view(path);
      await panel.hear("opened");
      const before = extracted();
      write("bundle.zip", zipOf([ENTRY, jsonl(row(), row())]));
      panel.heard.length = 0;
      panel.say({ kind: "reload" });
      assert.equal((await panel.hear("opened"))?.overview.eventCount, 2);
      await waitUntil(
        "what was extracted before to go",
        () => Promise.resolve(extracted()),
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
        view(write("bundle.zip", content));
        assert.match((await panel.hear("failed"))?.message ?? "", reason);
      });
    }
  });

  it("shows a file that is empty", async () => {
    view(write(FILE, ""));
    assert.equal((await panel.hear("opened"))?.overview.eventCount, 0);
    assert.match(panel.webview.html, /"isFile":true/);
  });

  it("says that a file is out of its reach", async () => {
    view(vscode.Uri.parse(`test-memory:/${FILE}`));
    assert.equal(
      (await panel.hear("failed"))?.message,
      "Only files on the machine that runs the extension can be shown.",
    );
  });

  it("says why a file can't be read", async () => {
    const path = join(folder, "coder-telemetry-x.json");
    view(path);
    const failed = await panel.hear("failed");
    assert.match(failed?.message ?? "", /^The telemetry can't be read: ENOENT.*x\.json/);
  });

  /** What is listed when someone clicks the number of what can't be read. */
  async function listLosses(): Promise<Report> {
    await panel.hear("opened");
    panel.say({ kind: "showLosses" });
    return shown[0] ?? [];
  }

  it("lists what can't be read in a file, with links to the lines", async () => {
    const path = write(FILE, `torn\n${jsonl(row())}`);
    view(path);
    const report = await listLosses();
    assert.match(
      reportText(report),
      new RegExp(`^- ${FILE}:1: The line is not valid JSON\\.$`, "m"),
    );
    const target = report.find((piece) => typeof piece !== "string")?.target;
    assert.equal(target?.toString(), vscode.Uri.file(path).with({ fragment: "L1" }).toString());
  });

  it("lists what can't be read in a support bundle", async () => {
    const utf16 = Buffer.from(`\ufeff${jsonl(row())}`, "utf16le");
    view(write("bundle.zip", zipOf([ENTRY, utf16])));
    assert.match(reportText(await listLosses()), /: The file is encoded in UTF-16\./);
  });

  it("opens no file but the one that it shows", async () => {
    const other = write("other.txt", "private");
    view(write("coder-telemetry-x.json", "[]"));
    await panel.hear("opened");
    panel.say({ kind: "openFile", path: other, line: 1 });
    panel.say({ kind: "request", id: 1, what: "overview", request: { filter: {} } });
    await panel.hear("answer");
    const shown = vscode.window.visibleTextEditors.map(({ document }) => document.uri.fsPath);
    assert.ok(!shown.includes(other));
  });

  it("opens a file that is too large for extensions", async () => {
    const line = jsonl(row({ properties: { text: "x".repeat(1_000_000) } }));
    const path = write(FILE, line.repeat(51));
    view(path);
    await panel.hear("opened");
    panel.say({ kind: "openFile", path, line: 3 });
    await waitUntil(
      "the file",
      () => Promise.resolve(vscode.window.tabGroups.activeTabGroup.activeTab?.input),
      (input) => input instanceof vscode.TabInputText && input.uri.fsPath === path,
    );
  });

  it("tells why an export that it starts fails", async () => {
    view(write("bundle.zip", zipOf([ENTRY, jsonl(row())])));
    panel.say({ kind: "export", filter: { start: 2000, end: 1000 } });
    await waitUntil(
      "the message",
      () => Promise.resolve(told.error.callCount),
      (count) => count > 0,
    );
    assert.match(String(told.error.firstCall.args[0]), /range\.end.*can't be before/);
  });

  describe("of stored telemetry", () => {
    const restore = (flush: () => Promise<void>): void => {
      write(FILE, jsonl(row()));
      const sources = [{ directory: folder }];
      restoreView({ bundles, sources, flush, log, reports }, panel.asPanel);
    };

    it("reads once if it is refreshed while events are being stored", async () => {
      const flushes: (() => void)[] = [];
      restore(() => new Promise((resolve) => flushes.push(resolve)));
      panel.say({ kind: "ready" });
      panel.say({ kind: "reload" });
      await waitUntil(
        "both to store events",
        () => Promise.resolve(flushes.length),
        (count) => count === 2,
      );
      flushes.forEach((flushed) => {
        flushed();
      });
      await panel.hear("opened");
      panel.say({ kind: "request", id: 1, what: "overview", request: { filter: {} } });
      await panel.hear("answer");
      assert.equal(panel.heard.filter(({ kind }) => kind === "opened").length, 1);
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
      panel.say({ kind: "ready" });
      await waitUntil(
        "it to store events",
        () => Promise.resolve(isStoring),
        (is) => is,
      );
      panel.dispose();
      flushed();
      // Another view, which begins later, has read everything.
      const other = new Panel();
      viewFile({ bundles, log, reports }, vscode.Uri.file(join(folder, FILE)), other.asPanel);
      other.say({ kind: "ready" });
      await other.hear("opened");
      other.dispose();
      assert.deepEqual(
        panel.heard.map(({ kind }) => kind),
        ["preparing"],
      );
    });

    it("asks to refresh it if a file was deleted", async () => {
      restore(() => Promise.resolve());
      panel.say({ kind: "ready" });
      await panel.hear("opened");
      fs.rmSync(join(folder, FILE));
      panel.say({ kind: "request", id: 1, what: "event", request: { index: 0 } });
      assert.equal(
        (await panel.hear("refused"))?.message,
        "A telemetry file has changed or was deleted. Refresh the view.",
      );
    });
  });
});
