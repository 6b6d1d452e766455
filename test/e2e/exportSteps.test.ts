import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { waitUntil } from "../support/waitUntil";
import {
  EXPORT,
  Exporting,
  FIRST_DAY,
  FORMAT,
  LAST_DAY,
  RANGE,
  SAVE,
  now,
  storedTimes,
  today,
} from "./exporting";
import type { Workbench } from "./workbench";

/** VS Code's own for the Back button, on Linux. */
const BACK_KEY = "ctrl+alt+-";

describe("a person who exports, step by step", () => {
  const exporting = new Exporting();
  let workbench: Workbench;

  before(() => {
    ({ workbench } = exporting);
  });

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

  it("gets a custom range, after three wrong dates", async () => {
    const { quickInput } = workbench;
    const start = formatUtcDate(now - 3 * DAY_MS);
    const end = formatUtcDate(now - 2 * DAY_MS);
    const path = exporting.destination("custom.otlp.json");

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
    await exporting.save(path);

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
});

interface OtlpDocument {
  readonly resourceLogs: { readonly scopeLogs: { readonly logRecords: unknown[] }[] }[];
}
