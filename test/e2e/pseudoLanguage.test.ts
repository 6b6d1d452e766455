import assert from "node:assert/strict";
import { join } from "node:path";
import { readManifest } from "../../scripts/repository";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { DAY_MS, formatUtcDate } from "../../src/telemetry/stored/utcDate";
import { installVersion } from "./installVersion";
import { openUntil } from "./openUntil";
import { createDirectories, deleteDirectories } from "./openWorkbench";
import { addPseudoTranslations, englishWords, pseudo, usePseudoLanguage } from "./pseudoLanguage";
import type { Workbench, WorkbenchDirectories } from "./workbench";

/** Names and values, which stay what they are in every language. */
const DATA = [
  /\bcoder-telemetry-[\w.-]+/g,
  // What the language's own format of dates and sizes writes: 24 Oct 2026, 3.2 MB.
  /\b[A-Z][a-z]{2}\b(?=,?\s?\d)|(?<=\d\s)[A-Z][a-z]{2}\b/g,
  /(?<=\d\s?)[kKMG]?B\b/g,
];

describe("a person who uses another language", () => {
  const openWorkbench = openUntil(after);
  let directories: WorkbenchDirectories;
  let workbench: Workbench;

  before(async () => {
    directories = await createDirectories();
    await writeSampleTelemetry(directories.telemetryDir, { end: new Date(), days: 3 });
    await usePseudoLanguage(directories);
    await installVersion(directories, readManifest().version);
    await addPseudoTranslations(directories);
    workbench = await openWorkbench({
      directories,
      installRepository: false,
    });
  });
  after(async () => {
    await deleteDirectories(directories);
  });

  /** All that a person reads in the box, and hears of its buttons and items. */
  const readBox = async (): Promise<string[]> => {
    const box = workbench.page.locator(".quick-input-widget");
    const { title, placeholder, message } = await workbench.quickInput.state();
    const labelled = await box.locator("[aria-label]:visible").all();
    const labels = await Promise.all(
      labelled.map(async (element) => (await element.getAttribute("aria-label")) ?? ""),
    );
    return [title, placeholder, message, await box.innerText(), ...labels];
  };

  const assertTranslated = (texts: readonly string[]): void => {
    const all = texts.join("\n").replace(new RegExp(`${directories.homeDir}[\\w/.-]*`, "g"), "");
    assert.deepEqual(
      englishWords(DATA.reduce((text, data) => text.replace(data, ""), all)),
      [],
      all,
    );
  };

  it("reads no English word from the first step to the notification", async () => {
    const { quickInput, saveDialog, notifications, page } = workbench;
    const day = formatUtcDate(Date.now() - DAY_MS);
    const path = join(directories.workspaceDir, "1.json");

    await workbench.press("ctrl+k shift+t");
    await quickInput.waitFor({ placeholder: RegExp(`^${pseudo("Select a date range")}`) });
    await workbench.screenshot("pseudo range");
    assertTranslated(await readBox());
    await quickInput.pick(pseudo("Custom range…"));

    await quickInput.waitFor({ message: RegExp(pseudo("First day")), isError: false });
    assertTranslated(await readBox());
    await quickInput.setValue("1");
    await quickInput.waitFor({ isError: true });
    assertTranslated(await readBox());
    await quickInput.setValue(day);
    await quickInput.waitFor({ value: day, isError: false });
    await quickInput.accept();
    await quickInput.waitFor({ message: RegExp(pseudo("Last day")), isError: false });
    assertTranslated(await readBox());
    await quickInput.setValue(day);
    await quickInput.waitFor({ value: day, isError: false });
    await quickInput.accept();

    await quickInput.waitFor({ placeholder: RegExp(`^${pseudo("Select an export format")}`) });
    await workbench.screenshot("pseudo format");
    assertTranslated(await readBox());
    await workbench.press("enter");

    await saveDialog.waitFor(RegExp(`^${pseudo("Export Telemetry")}`), pseudo("Folder path"));
    await saveDialog.setPath(path);
    await workbench.press("enter");
    await notifications.waitFor(path);
    await workbench.screenshot("pseudo notification");
    assertTranslated(await page.locator(".notification-toast").allInnerTexts());
  });

  it("reads no English word in the menu and its tooltip", async () => {
    const { quickInput, page } = workbench;
    const item = page.locator(`.statusbar-item[id^="coder.coder-telemetry"]`);
    assertTranslated([await item.innerText(), (await item.getAttribute("aria-label")) ?? ""]);
    await item.hover();
    const tooltip = page.locator(".monaco-hover:visible", { hasText: pseudo("Coder") });
    await tooltip.waitFor();
    assertTranslated([await tooltip.innerText()]);
    await item.click();
    await quickInput.waitFor({ title: pseudo("Coder Telemetry") });
    await workbench.screenshot("pseudo menu");
    assertTranslated(await readBox());
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
  });

  it("finds the commands in the Command Palette", async () => {
    const { quickInput, page } = workbench;
    await workbench.press("f1");
    await quickInput.waitFor({ value: ">" });
    await quickInput.setValue(`>Coder: ${pseudo("Export Telemetry")}`);
    const row = page.locator(".quick-input-list .label-name", {
      hasText: pseudo("Export Telemetry"),
    });
    await row.first().waitFor();
    await workbench.press("escape");
    await quickInput.waitUntilClosed();
  });

  it("reads no English word in what the settings say", async () => {
    await workbench.press("ctrl+,");
    const editor = workbench.page.locator(".settings-editor");
    await editor.locator(".suggest-input-container .monaco-editor").click();
    await workbench.page.keyboard.type("@id:coder.telemetry.*");
    const descriptions = editor.locator(".setting-item-description");
    await descriptions.filter({ hasText: pseudo("Whether the Coder extension") }).waitFor();
    await workbench.screenshot("pseudo settings");
    assertTranslated(await descriptions.allInnerTexts());
  });
});
