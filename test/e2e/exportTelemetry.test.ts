import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Locator } from "playwright-core";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { waitUntil } from "../support/waitUntil";
import { openUntil } from "./openUntil";
import type { Workbench } from "./workbench";

const EXPORT = "Coder: Export Telemetry…";
const RANGE = { placeholder: /^Select a date range\./ };
const FORMAT = { placeholder: /^Select an export format\./ };
const FIRST_DAY = { message: /^First day/ };
const LAST_DAY = { message: /^Last day/ };
const SAVE = /^Export Telemetry/;

/** VS Code's own for the Back button, on Linux. */
const BACK_KEY = "ctrl+alt+-";

/** Not even root writes there. */
const UNWRITABLE = "/sys/export.json";

const now = Date.now();
const today = formatUtcDate(now);

interface ExportedRow {
  readonly event_name: string;
  readonly timestamp: string;
}

describe("a person who exports", () => {
  const openWorkbench = openUntil(after);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      // The counts below are of the sample alone.
      settings: { "coder.telemetry.level": "off" },
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(now), days: 30 });
      },
    });
  });
  beforeEach(async () => {
    await workbench.notifications.clear();
  });

  const destination = (name: string): string => join(workbench.directories.workspaceDir, name);
  const readRows = (path: string): ExportedRow[] =>
    JSON.parse(readFileSync(path, "utf8")) as ExportedRow[];

  /** The week begins when the range is chosen: after this test began, and before it ends. */
  function assertWholeWeek(eventCount: number): void {
    const { telemetryDir } = workbench.directories;
    assert.ok(eventCount <= countSince(telemetryDir, now - 7 * DAY_MS));
    assert.ok(eventCount >= countSince(telemetryDir, Date.now() - 7 * DAY_MS));
  }

  /** Types what the input box refuses; until it does, it shows the words for what was typed before. */
  async function refuse(value: string, message: RegExp): Promise<void> {
    const { quickInput } = workbench;
    await quickInput.setValue(value);
    await waitUntil(
      `the refusal of ${value}`,
      () => quickInput.state(),
      (state) => state.value === value && state.isError && message.test(state.message),
    );
  }

  async function save(path: string): Promise<void> {
    await workbench.saveDialog.waitFor(SAVE);
    await workbench.saveDialog.setPath(path);
    await workbench.saveDialog.accept();
    await workbench.notifications.waitFor(path);
  }

  it("needs four key presses for the last 7 days the first time: the key, and Enter three times", async () => {
    const { quickInput, saveDialog } = workbench;
    await workbench.press("ctrl+k shift+t");
    await quickInput.waitFor(RANGE);
    await workbench.press("enter");
    await quickInput.waitFor(FORMAT);
    await workbench.press("enter");
    const path = await saveDialog.waitFor(SAVE);
    assert.ok(path.endsWith(`coder-telemetry-last-7-days-${today}.json`), path);
    await workbench.press("enter");
    await workbench.notifications.waitFor(path);
    assertWholeWeek(readRows(path).length);
  });

  it("finds the home folder and a telling name proposed", async () => {
    const { quickInput, saveDialog, directories } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor({
      title: "Export Telemetry (1/3)",
      placeholder: /^Select a date range\. Stored \(UTC\): .+ · 30 days · [\d.]+ (k|M)B$/,
    });
    const ranges = await quickInput.items();
    assert.deepEqual(
      ranges.map(({ label }) => label),
      ["Last 7 days", "Last 24 hours", "Last 30 days", "All time", "Custom range…"],
    );
    for (const { description } of ranges) {
      assert.match(description, /\b\d+ files · [\d.]+ (k|M)B$/);
    }
    await workbench.screenshot("range");
    await workbench.closeUp("range", quickInput.element);
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor({ ...FORMAT, title: "Export Telemetry (2/3)" });
    assert.deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      [
        "JSON array",
        "OTLP/JSON",
        "OTLP/JSON Lines",
        "OTLP/Protobuf",
        "OTLP/JSON Traces",
        "OTLP/JSON Metrics",
      ],
    );
    await workbench.screenshot("format");
    await workbench.closeUp("format", quickInput.element);
    await quickInput.pick("OTLP/JSON");
    assert.equal(
      await saveDialog.waitFor("Export Telemetry (3/3)"),
      join(directories.homeDir, `coder-telemetry-last-24-hours-${today}.otlp.json`),
    );
    await workbench.screenshot("save");
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
  });

  it("gets the last 7 days as JSON, from the Command Palette", async () => {
    const path = destination("week.json");
    await workbench.runCommand(EXPORT);
    await workbench.quickInput.waitFor(RANGE);
    await workbench.quickInput.pick("Last 7 days");
    await workbench.quickInput.waitFor(FORMAT);
    await workbench.quickInput.pick("JSON array");
    await save(path);
    await workbench.screenshot("exported");

    const rows = readRows(path);
    assert.match(
      (await workbench.notifications.texts())[0] ?? "",
      new RegExp(`^Exported ${rows.length.toLocaleString("en")} events \\([\\d.]+ [kM]B\\) to `),
    );
    assert.deepEqual(await workbench.notifications.buttons(path), ["Open"]);
    const times = rows.map(({ timestamp }) => Date.parse(timestamp));
    assert.ok(Math.min(...times) >= now - 7 * DAY_MS);
    assertWholeWeek(rows.length);
    await showUsualHome(workbench.notifications.element(path), workbench.directories.homeDir);
    await workbench.closeUp("exported", workbench.notifications.element("/home/me"));
  });

  it("opens what was exported, or copies the command that sends it", async () => {
    const path = destination("shown.otlp.json");
    for (const button of ["Open", "Copy curl Command"]) {
      await workbench.runCommand(EXPORT);
      await workbench.quickInput.waitFor(RANGE);
      await workbench.quickInput.pick("Last 24 hours");
      await workbench.quickInput.waitFor(FORMAT);
      await workbench.quickInput.pick("OTLP/JSON");
      await workbench.saveDialog.waitFor(SAVE);
      await workbench.saveDialog.setPath(path);
      await workbench.saveDialog.accept();
      if (button !== "Open") {
        assert.match(await workbench.saveDialog.waitForOverwriteQuestion(), /shown\.otlp\.json/);
        await workbench.saveDialog.overwrite();
      }
      const buttons = await workbench.notifications.buttons(path);
      assert.deepEqual(buttons, ["Copy curl Command", "Open"]);
      await workbench.notifications.click(path, button);
      if (button === "Open") {
        await workbench.page.locator(".tab.active", { hasText: "shown.otlp.json" }).waitFor();
      } else {
        await workbench.statusBarItem("The curl command was copied.").waitFor();
        const copied = await workbench.clipboard();
        assert.ok(copied.startsWith("curl ") && copied.includes(`'@${path}'`), copied);
      }
    }
  });

  it("replaces identifiers with a button, after which Enter goes on with the format", async () => {
    const { quickInput, saveDialog, notifications } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor({ placeholder: "Select an export format. Identifiers are kept." });
    await quickInput.pressButton(/^Identifiers are kept\. Replace IDs, .* with pseudonyms\.$/);
    await quickInput.waitFor({
      title: "Export Telemetry (2/3)",
      placeholder: "Select an export format. Identifiers are replaced with pseudonyms.",
    });
    // Not an eye, which shows hidden files in the save dialog.
    await quickInput.element.locator(".quick-input-titlebar .codicon-lock").waitFor();
    await workbench.screenshot("format pseudonymized");
    await workbench.press("enter");
    // The last chosen format is preselected, so it depends on the tests before this one.
    const proposed = await saveDialog.waitFor(SAVE);
    assert.match(proposed, /\/coder-telemetry-last-24-hours-[\d-]+-pseudonymized\.(otlp\.)?json$/);
    const path = destination(basename(proposed));
    await save(path);
    assert.match(await notifications.waitFor(path), /Identifiers were replaced with pseudonyms\.$/);
    await workbench.screenshot("exported pseudonymized");
    assert.match(readFileSync(path, "utf8"), /"machine-[0-9a-f]{12}"/);
  });

  it("gets a custom range, after three wrong dates", async () => {
    const { quickInput } = workbench;
    const start = formatUtcDate(now - 3 * DAY_MS);
    const end = formatUtcDate(now - 2 * DAY_MS);
    const path = destination("custom.otlp.json");

    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Custom range…");
    await quickInput.waitFor({ ...FIRST_DAY, title: "Export Telemetry (2/5)", isError: false });
    const wrong: [value: string, message: RegExp][] = [
      ["last week", /Enter the date as YYYY-MM-DD/],
      ["2026-02-30", /This date does not exist/],
      [formatUtcDate(now + 2 * DAY_MS), /can't be in the future/],
    ];
    for (const [value, message] of wrong) {
      await refuse(value, message);
      await quickInput.accept();
      assert.ok(await quickInput.isOpen());
      await workbench.screenshot(`refused ${value}`);
    }
    await quickInput.setValue(start);
    await quickInput.waitFor({ value: start, isError: false });
    await quickInput.pressButton("Next");

    await quickInput.waitFor({ ...LAST_DAY, title: "Export Telemetry (3/5)", isError: false });
    await refuse(formatUtcDate(now - 4 * DAY_MS), /can't be before the start/);
    await quickInput.setValue(end);
    await quickInput.waitFor({ value: end, isError: false });
    await quickInput.accept();

    await quickInput.waitFor(FORMAT);
    await quickInput.pick("OTLP/JSON");
    assert.ok((await workbench.saveDialog.waitFor(SAVE)).endsWith(`${start}-to-${end}.otlp.json`));
    await save(path);

    const { resourceLogs } = JSON.parse(readFileSync(path, "utf8")) as OtlpDocument;
    const records = resourceLogs.flatMap(({ scopeLogs }) =>
      scopeLogs.flatMap(({ logRecords }) => logRecords),
    );
    const expected = storedTimes(workbench.directories.telemetryDir).filter((time) =>
      [start, end].includes(formatUtcDate(time)),
    );
    assert.equal(records.length, expected.length);
    assert.ok(records.length > 0);
  });

  it("goes back, with the mouse and with the key, and finds what was chosen and typed", async () => {
    const { quickInput } = workbench;
    const start = formatUtcDate(now - 5 * DAY_MS);
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Custom range…");
    await quickInput.waitFor(FIRST_DAY);
    // What is proposed is selected, so that typing replaces it.
    await quickInput.type(start);
    await quickInput.waitFor({ value: start, isError: false });
    await quickInput.accept();
    await quickInput.waitFor(LAST_DAY);
    await quickInput.type("2026-");
    await quickInput.waitFor({ value: "2026-", isError: true });
    await workbench.screenshot("back");
    await quickInput.pressButton("Back");

    await quickInput.waitFor({ ...FIRST_DAY, value: start });
    await quickInput.accept();
    await quickInput.waitFor({ value: "2026-", isError: true });
    await quickInput.setValue(today);
    await quickInput.waitFor({ value: today, isError: false });
    await quickInput.accept();

    await quickInput.waitFor(FORMAT);
    await workbench.press(BACK_KEY);
    await quickInput.waitFor({ ...LAST_DAY, value: today });
    await workbench.press(BACK_KEY);
    await quickInput.waitFor({ ...FIRST_DAY, value: start });
    await workbench.press(BACK_KEY);
    await quickInput.waitFor({ ...RANGE, title: "Export Telemetry (1/5)" });
    const active = (await quickInput.items()).filter(({ isActive }) => isActive);
    assert.deepEqual(
      active.map(({ label }) => label),
      ["Custom range…"],
    );
    // The first step has none to go back to.
    await workbench.press(BACK_KEY);
    await quickInput.waitFor(RANGE);
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
  });

  it("stays in the flow when one clicks elsewhere", async () => {
    const { quickInput, page } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await page.locator(".editor-group-container").first().click();
    await quickInput.waitFor(RANGE);
    await quickInput.cancel();
    await quickInput.waitUntilClosed();
  });

  const steps: [step: string, reach: (workbench: Workbench) => Promise<void>][] = [
    ["range", () => Promise.resolve()],
    ["first day", async ({ quickInput }) => quickInput.pick("Custom range…")],
    [
      "last day",
      async ({ quickInput }) => {
        await quickInput.pick("Custom range…");
        await quickInput.waitFor(FIRST_DAY);
        await quickInput.setValue(today);
        await quickInput.waitFor({ value: today, isError: false });
        await quickInput.accept();
        await quickInput.waitFor(LAST_DAY);
      },
    ],
    ["format", async ({ quickInput }) => quickInput.pick("Last 7 days")],
    [
      "save",
      async ({ quickInput, saveDialog }) => {
        await quickInput.pick("Last 7 days");
        await quickInput.waitFor(FORMAT);
        await quickInput.pick("JSON array");
        await saveDialog.waitFor(SAVE);
      },
    ],
  ];
  for (const [step, reach] of steps) {
    it(`backs out with Esc at the ${step} step, and nothing is left`, async () => {
      const { quickInput, directories, notifications } = workbench;
      const before = readdirSync(directories.workspaceDir);
      await workbench.runCommand(EXPORT);
      await quickInput.waitFor(RANGE);
      await reach(workbench);
      await quickInput.waitFor(step === "format" ? FORMAT : {});
      await workbench.press("escape");
      await quickInput.waitUntilClosed();
      assert.deepEqual(readdirSync(directories.workspaceDir), before);
      assert.deepEqual(await notifications.texts(), []);
    });
  }

  it("types undisturbed in an input box", async () => {
    await workbench.runCommand("Search: Find in Files");
    await workbench.page.locator(".search-widget textarea").first().waitFor();
    await workbench.press("ctrl+k shift+t");
    // What the key would open comes before what this opens.
    await workbench.press("f1");
    await workbench.quickInput.waitFor({ value: ">" });
    await workbench.press("escape");
    await workbench.quickInput.waitUntilClosed();
  });

  it("finds the export first in the status-bar menu", async () => {
    const { quickInput } = workbench;
    await workbench.clickStatusBarItem("Coder Telemetry");
    await quickInput.waitFor({ title: "Coder Telemetry" });
    const [first] = await quickInput.items();
    assert.match(first?.label ?? "", /Export Telemetry…$/);
    await workbench.screenshot("menu");
    await workbench.press("enter");
    await quickInput.waitFor(RANGE);
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
    // The item, were it focused again, would show its tooltip over notifications.
    assert.equal(await workbench.page.locator(".statusbar :focus").count(), 0);
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
    const path = destination("elsewhere.json");
    await save(path);
    assertWholeWeek(readRows(path).length);
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
    const document = destination("large.otlp.json");
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("All time");
    await quickInput.waitFor(FORMAT);
    await quickInput.pick("OTLP/JSON");
    await save(document);
    assert.match(await notifications.waitFor(document), /larger than 20 MiB/);
    await workbench.screenshot("larger");

    const lines = destination("large.otlp.jsonl");
    await notifications.click(document, "Export as OTLP/JSON Lines");
    await save(lines);
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
    const path = destination("torn.json");
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor(RANGE);
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor(FORMAT);
    await quickInput.pick("JSON array");
    await save(path);
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

describe("a person without telemetry", () => {
  const openWorkbench = openUntil(afterEach);

  it("is told so before anything is asked", async () => {
    const workbench = await openWorkbench({ settings: { "coder.telemetry.level": "off" } });
    await workbench.runCommand(EXPORT);
    const told = "No telemetry is stored. Recording is off.";
    await workbench.notifications.waitFor(told);
    await workbench.quickInput.waitUntilClosed();
    await workbench.screenshot("nothing recorded");
    assert.equal(await workbench.quickInput.isOpen(), false);
    await workbench.notifications.click(told, "Telemetry Settings");
    const setting = workbench.page.locator(".settings-editor .setting-item-label");
    await setting.filter({ hasText: "Level" }).first().waitFor();
  });
});

describe("a person with old telemetry alone", () => {
  const openWorkbench = openUntil(afterEach);

  it("is told which ranges hold nothing, and gets into none of them", async () => {
    const workbench = await openWorkbench({
      settings: { "coder.telemetry.level": "off" },
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(now - 20 * DAY_MS), days: 2 });
      },
    });
    const { quickInput } = workbench;
    await workbench.runCommand(EXPORT);
    await quickInput.waitFor({ placeholder: /B$/ });
    const ranges = await quickInput.items();
    assert.deepEqual(ranges.map(({ label, isActive }) => isActive && label).filter(Boolean), [
      "Last 30 days",
    ]);
    assert.equal(ranges[0]?.description, "nothing recorded");
    await workbench.screenshot("range without telemetry");
    await quickInput.pick("Last 24 hours");
    await quickInput.waitFor({ placeholder: /^Last 24 hours: No telemetry was recorded\./ });
    await workbench.screenshot("refused range");
    await workbench.press("down");
    await workbench.press("enter");
    await quickInput.waitFor(FORMAT);
    await quickInput.cancel();
  });
});

/** For the README's picture: the home folder that a notification names is usually not that of a test. */
async function showUsualHome(notification: Locator, homeDir: string): Promise<void> {
  await notification.locator(".notification-list-item-message").evaluate((message, home) => {
    const element = message as unknown as { textContent: string };
    element.textContent = element.textContent.replace(home, "/home/me");
  }, homeDir);
}

interface OtlpDocument {
  readonly resourceLogs: { readonly scopeLogs: { readonly logRecords: unknown[] }[] }[];
}

/** The times of all stored events, in milliseconds since the epoch. */
function storedTimes(directory: string): number[] {
  return readdirSync(directory)
    .flatMap((name) => readFileSync(join(directory, name), "utf8").split("\n"))
    .filter((line) => line.includes('"event_name"'))
    .map((line) => Date.parse((JSON.parse(line) as ExportedRow).timestamp));
}

function countSince(directory: string, start: number): number {
  return storedTimes(directory).filter((time) => time >= start).length;
}
