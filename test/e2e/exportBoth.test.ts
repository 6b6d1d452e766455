import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { CODER_EVENT_COUNT, writeCoderTelemetry } from "../support/coderExtension/telemetry";
import { CODER_TELEMETRY } from "../support/coderTelemetry";
import { jsonl, row } from "../support/rows";
import { waitUntil } from "../support/waitUntil";
import { openUntil } from "./openUntil";
import { moveMouseAway } from "./page";
import type { Workbench } from "./workbench";

const RANGE = { placeholder: /^Select a date range\./ };
const FORMAT = { placeholder: /^Select an export format\./ };
const SAVE = /^Export Telemetry/;
const KEY = "ctrl+k shift+t";
const HOUR_MS = 3_600_000;
const UNSTORED = "Its latest events may be missing from this export";

interface ExportedRow {
  readonly event_id: string;
  readonly timestamp: string;
}

describe("a person whose Coder extension records", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      // The counts below are of what the tests write.
      settings: { "coder.telemetry.level": "off" },
      standIns: [{ activationEvents: ["*"] }],
      telemetry: (directory) => {
        writeOwn(directory);
        return Promise.resolve();
      },
      coderTelemetry: (directory) => {
        writeCoderTelemetry(directory, Date.now());
        return Promise.resolve();
      },
    });
  });
  afterEach(async () => {
    const { telemetryDir, coderTelemetryDir } = workbench.directories;
    rmSync(telemetryDir, { recursive: true, force: true });
    rmSync(coderTelemetryDir, { recursive: true, force: true });
    await workbench.runCommand("Notifications: Clear All Notifications");
    assert.deepEqual(workbench.problems.errors, []);
  });

  const destination = (name: string): string => join(workbench.directories.workspaceDir, name);
  const storeOwn = (): void => {
    writeOwn(workbench.directories.telemetryDir);
  };
  const storeCoder = (): void => {
    writeCoderTelemetry(workbench.directories.coderTelemetryDir, Date.now());
  };

  async function save(path: string): Promise<ExportedRow[]> {
    await workbench.saveDialog.waitFor(SAVE);
    await workbench.saveDialog.setPath(path);
    await workbench.saveDialog.accept();
    return exported(path);
  }

  async function exported(path: string): Promise<ExportedRow[]> {
    await workbench.notifications.waitFor(path);
    return JSON.parse(readFileSync(path, "utf8")) as ExportedRow[];
  }

  async function exportAllTime(name: string): Promise<ExportedRow[]> {
    await workbench.press(KEY);
    await workbench.quickInput.waitFor(RANGE);
    await workbench.quickInput.pick("All time");
    await workbench.quickInput.waitFor(FORMAT);
    await workbench.quickInput.pick("JSON array");
    return save(destination(name));
  }

  /** Each event once, in the order of time. */
  function assertHolds(rows: readonly ExportedRow[], ...directories: readonly string[]): void {
    const stored = directories.flatMap(storedIds).sort();
    assert.deepEqual(rows.map(({ event_id }) => event_id).sort(), stored);
    const times = rows.map(({ timestamp }) => Date.parse(timestamp));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  }

  it("sees in the tooltip what both have stored", async () => {
    const { page, directories } = workbench;
    const { size } = storedDays(directories.telemetryDir, directories.coderTelemetryDir);
    // Less than this is what this extension alone has stored.
    assert.equal(size, 3);
    const item = workbench.statusBarItem("Coder Telemetry. Recording is off.");
    await item.hover();
    const tooltip = page.locator(".workbench-hover");
    await tooltip.filter({ hasText: `${size} days · ` }).waitFor();
    await workbench.screenshot("tooltip beside Coder");
    await moveMouseAway(page);
  });

  it("exports its events with four key presses: the key, and Enter three times", async () => {
    const { quickInput, saveDialog, directories, notifications, page } = workbench;
    storeCoder();
    await workbench.press(KEY);
    const { placeholder } = await quickInput.waitFor({ placeholder: /B$/ });
    assert.match(placeholder, / · 3 days · /);
    await workbench.press("enter");
    await quickInput.waitFor(FORMAT);
    await workbench.press("enter");
    const path = await saveDialog.waitFor(SAVE);
    await workbench.press("enter");
    const rows = await exported(path);
    assert.equal(rows.length, CODER_EVENT_COUNT);
    assertHolds(rows, directories.coderTelemetryDir);
    rmSync(path);

    // What is still in memory there, an export can't know: that is no warning, and the details say it.
    const toast = notifications.element(path);
    await toast.locator(".codicon-info").waitFor();
    await workbench.screenshot("exported beside Coder");
    assert.deepEqual(await notifications.buttons(path), ["Open", "Show Details"]);
    await notifications.click(path, "Show Details");
    const details = page.locator(".monaco-editor .view-line");
    await details.filter({ hasText: inEditor(UNSTORED) }).waitFor();
    await workbench.screenshot("details beside Coder");
  });

  it("exports exactly what the released extension has written", async () => {
    const { coderTelemetryDir } = workbench.directories;
    cpSync(CODER_TELEMETRY, coderTelemetryDir, { recursive: true });
    const rows = await exportAllTime("fixture.json");
    assert.equal(rows.length, CODER_EVENT_COUNT);
    assertHolds(rows, CODER_TELEMETRY);
  });

  it("exports what this extension has recorded where the other one's folder is empty", async () => {
    const { telemetryDir, coderTelemetryDir } = workbench.directories;
    storeOwn();
    mkdirSync(coderTelemetryDir, { recursive: true });
    const rows = await exportAllTime("own.json");
    assertHolds(rows, telemetryDir);
  });

  it("exports the events of both in the order of time, and sees both counted", async () => {
    const { quickInput, directories } = workbench;
    const { telemetryDir, coderTelemetryDir } = directories;
    storeOwn();
    storeCoder();
    const both = [telemetryDir, coderTelemetryDir];
    const files = both.flatMap((directory) => readdirSync(directory));
    const days = storedDays(...both);

    await workbench.press(KEY);
    const { placeholder } = await quickInput.waitFor({ placeholder: /B$/ });
    assert.match(placeholder, new RegExp(` · ${days.size} days · `));
    const allTime = (await quickInput.items()).find(({ label }) => label === "All time");
    assert.match(allTime?.description ?? "", new RegExp(`\\b${files.length} files · `));
    await workbench.screenshot("range beside Coder");
    await quickInput.cancel();
    await quickInput.waitUntilClosed();

    assertHolds(await exportAllTime("both.json"), ...both);
  });

  it("is told nothing of events that are not stored yet when the range is past", async () => {
    const { quickInput, notifications, page } = workbench;
    storeCoder();
    const path = destination("past.json");
    const day = formatUtcDate(Date.now() - 2 * DAY_MS);
    await workbench.press(KEY);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Custom range…");
    for (const message of [/^First day/, /^Last day/]) {
      await quickInput.waitFor({ message });
      await quickInput.setValue(day);
      await quickInput.waitFor({ value: day, isError: false });
      await quickInput.accept();
    }
    await quickInput.waitFor(FORMAT);
    await quickInput.pick("JSON array");
    assert.ok((await save(path)).length > 0);
    // A file of the next day can hold events from the end of the range, which the details say.
    assert.deepEqual(await notifications.buttons(path), ["Open", "Show Details"]);
    await notifications.click(path, "Show Details");
    const details = page.locator(".editor-instance .view-line");
    await details.filter({ hasText: inEditor("just before the end of the range") }).waitFor();
    assert.equal(await details.filter({ hasText: inEditor(UNSTORED) }).count(), 0);
  });

  it("keeps the Coder extension's telemetry when it deletes this one's", async () => {
    const { quickInput, notifications, directories } = workbench;
    storeOwn();
    storeCoder();
    const kept = contents(directories.coderTelemetryDir);
    await workbench.runCommand("Coder: Permanently Delete Stored Telemetry…");
    await quickInput.waitFor({ title: "Delete all telemetry stored by Coder Telemetry?" });
    const [, yes] = await quickInput.items();
    assert.match(yes?.detail ?? "", /does not delete the telemetry stored by the Coder extension/);
    await workbench.screenshot("delete beside Coder");
    await quickInput.pick("Delete");
    await notifications.waitFor("Telemetry deleted");
    await waitUntil(
      "the telemetry to be gone",
      () => Promise.resolve(readdirSync(directories.telemetryDir)),
      (names) => names.length === 0,
    );
    assert.deepEqual(contents(directories.coderTelemetryDir), kept);
  });

  it("is asked which folder to open where there are two", async () => {
    const { page, quickInput } = workbench;
    storeOwn();
    storeCoder();
    const folders = [
      ["Recorded by Coder Telemetry", "coder.coder-telemetry"],
      ["Recorded by the Coder extension", "coder.coder-remote"],
    ] as const;
    for (const [label, id] of folders) {
      await workbench.runCommand("Coder: Open Telemetry Folder");
      await quickInput.waitFor({ title: "Open Telemetry Folder" });
      assert.deepEqual(
        (await quickInput.items()).map((item) => item.label),
        folders.map(([name]) => name),
      );
      await workbench.screenshot("folders");
      const opened = page.context().waitForEvent("page");
      await quickInput.pick(label);
      const folder = await opened;
      await folder.waitForURL(new RegExp(`folder=.*${id}/telemetry`));
      await folder.close();
    }
  });

  it("gets this extension's events where the other one's folder can't be read, and is told so", async () => {
    const { page, notifications, directories } = workbench;
    const { telemetryDir, coderTelemetryDir } = directories;
    storeOwn();
    mkdirSync(dirname(coderTelemetryDir), { recursive: true });
    writeFileSync(coderTelemetryDir, "no folder");
    const rows = await exportAllTime("readable.json");
    assertHolds(rows, telemetryDir);
    const path = destination("readable.json");
    assert.match(await notifications.waitFor(path), /1 folder could not be read\./);
    await notifications.element(path).locator(".codicon-warning").waitFor();
    await notifications.click(path, "Show Details");
    const details = page.locator(".monaco-editor .view-line");
    const unreadable = inEditor("The folder could not be read (ENOTDIR).");
    await details.filter({ hasText: unreadable }).waitFor();
    await workbench.screenshot("unreadable beside Coder");
    const lines = await details.allInnerTexts();
    const reason = lines.findIndex((line) => line.includes(unreadable));
    assert.match(lines[reason - 1] ?? "", /coder\.coder-remote/);
  });
});

/** Writes an event an hour, on the two days before the present one. */
function writeOwn(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  for (const day of [today - 2 * DAY_MS, today - DAY_MS]) {
    const rows = Array.from({ length: 24 }, (_, hour) => {
      const timestamp = new Date(day + hour * HOUR_MS).toISOString();
      return row({ event_id: `own-${timestamp}`, timestamp });
    });
    writeFileSync(
      join(directory, `telemetry-${formatUtcDate(day)}-0a1b2c3d.jsonl`),
      jsonl(...rows),
    );
  }
}

/** The days of the files in the folders, each once. */
function storedDays(...directories: readonly string[]): Set<string> {
  const names = directories.flatMap((directory) => readdirSync(directory));
  return new Set(names.map((name) => name.slice(0, "telemetry-YYYY-MM-DD".length)));
}

/** As an editor draws it: with spaces at which no line breaks. */
function inEditor(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

function storedIds(directory: string): string[] {
  return readdirSync(directory)
    .flatMap((name) => readFileSync(join(directory, name), "utf8").split("\n"))
    .filter((line) => line.includes('"event_name"'))
    .map((line) => (JSON.parse(line) as ExportedRow).event_id);
}

/** The text of each file in the folder. */
function contents(directory: string): [name: string, text: string][] {
  return readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), "utf8")]);
}
