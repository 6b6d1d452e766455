import assert from "node:assert/strict";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitUntil } from "../support/waitUntil";
import { EXPORT, Exporting, FORMAT, RANGE, SAVE, readRows, today } from "./exporting";
import type { Workbench } from "./workbench";

/** Not even root writes there. */
const UNWRITABLE = "/sys/export.json";

describe("a person who exports and meets a problem", () => {
  const exporting = new Exporting();
  let workbench: Workbench;

  before(() => {
    ({ workbench } = exporting);
  });

  it("is told a failure once, in words, and gets the export at another place", async () => {
    const { quickInput, saveDialog, notifications, page } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Last 7 days");
    await quickInput.waitFor(FORMAT);
    await quickInput.pick("JSON array");
    await saveDialog.waitFor(SAVE);
    await saveDialog.setPath(UNWRITABLE);
    await saveDialog.accept();
    const text = await notifications.waitFor(UNWRITABLE);
    assert.match(text, /\. Nothing was saved to \/sys\/export\.json\.$/);
    assert.doesNotMatch(text, /\.tmp|E[A-Z]{3}/);
    const buttons = await notifications.buttons(UNWRITABLE);
    assert.deepEqual(buttons, ["Choose Another Place…", "Show Log"]);
    await notifications.waitUntilGone("Exporting telemetry");
    assert.equal((await notifications.texts()).length, 1);
    assert.equal(await page.locator(".monaco-dialog-box").count(), 0);
    await workbench.screenshot("failed");
    await notifications.click(UNWRITABLE, "Show Log");
    await waitUntil(
      "the cause in words at the start of the log entry",
      // With the line that stays at the top while the log is scrolled. The editor draws a space as
      // one that does not break.
      async () => (await page.locator(".panel .output-view").innerText()).replaceAll("\u00a0", " "),
      (text) => text.includes("[error] You don't have permission to write to the folder /sys."),
    );
    await workbench.screenshot("log");
    await notifications.click(UNWRITABLE, "Choose Another Place…");
    assert.equal(await saveDialog.waitFor("Export Telemetry"), UNWRITABLE);
    const path = exporting.destination("elsewhere.json");
    await exporting.save(path);
    exporting.assertWholeWeek(readRows(path).length);
  });

  it("is offered JSON Lines for a document that is larger than a Collector takes", async () => {
    const { directories, quickInput, notifications } = workbench;
    const large = (event_sequence: number): string =>
      JSON.stringify({
        event_name: "large",
        timestamp: "2020-02-02T00:00:00Z",
        event_sequence,
        context: { session_id: "large" },
        text: "x".repeat(1e6),
      });
    const file = join(directories.telemetryDir, "telemetry-2020-02-02.jsonl");
    writeFileSync(file, Array.from({ length: 21 }, (_, index) => `${large(index)}\n`).join(""));
    const document = exporting.destination("large.otlp.json");
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("All time");
    await quickInput.waitFor(FORMAT);
    await quickInput.pick("OTLP/JSON");
    await exporting.save(document);
    assert.match(await notifications.waitFor(document), /larger than 20 MiB/);
    await workbench.screenshot("larger");

    const lines = exporting.destination("large.otlp.jsonl");
    await notifications.click(document, "Export as OTLP/JSON Lines");
    await exporting.save(lines);
    assert.match(await notifications.waitFor(lines), /21 lines are larger than 1 MB/);
    await workbench.screenshot("lines");
    // In a browser, VS Code asks before it opens so large a file, and no file manager shows it.
    assert.deepEqual(await notifications.buttons(lines), ["Copy curl Command", "Copy Path"]);
    await notifications.click(lines, "Copy Path");
    await workbench.statusBarItem("The path was copied.").waitFor();
    assert.equal(await workbench.clipboard(), lines);
    rmSync(file);
  });

  it("is told of lines that could not be read, gets the others, and can look at the lines", async () => {
    const { directories, quickInput, notifications, page } = workbench;
    const file = `telemetry-${today}-ffffffff.jsonl`;
    writeFileSync(join(directories.telemetryDir, file), '\n\n{"torn');
    const path = exporting.destination("torn.json");
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor(FORMAT);
    await quickInput.pick("JSON array");
    await exporting.save(path);
    assert.match(await notifications.waitFor(path), /1 unreadable entry was skipped\./);
    assert.ok(existsSync(path));
    await workbench.screenshot("partial");
    await notifications.click(path, "Show Details");
    // VS Code draws a long link in pieces.
    const link = page.locator(".monaco-editor .detected-link", { hasText: ".jsonl:3" });
    await link.waitFor();
    await workbench.screenshot("details");
    await link.hover();
    await page.keyboard.down("Control");
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.up("Control");
    await page.locator(".tab.active", { hasText: file }).waitFor();
    await page.locator(".statusbar").getByRole("button", { name: "Ln 3, Col 1" }).waitFor();
    await workbench.screenshot("details followed");
  });
});
