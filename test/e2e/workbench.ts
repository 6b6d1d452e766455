// What a person does in VS Code, and sees of it.
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Locator, Page } from "playwright-core";
import { extensionId, readManifest, repositoryRoot } from "../../scripts/repository";
import { waitUntil } from "../support/waitUntil";
import { type KeybindingRule, keyPresses, parseKeybindings } from "./keybindings";
import { Notifications } from "./notifications";
import { moveMouseAway } from "./page";
import type { Problems } from "./problems";
import { QuickInput } from "./quickInput";
import { SaveDialog } from "./saveDialog";

export interface WorkbenchDirectories {
  /** Everything that the server stores. */
  dataDir: string;
  /** The home folder of the extension host. */
  homeDir: string;
  /** Where the extension keeps its telemetry files. */
  telemetryDir: string;
  /** Where the Coder extension keeps its own; it does not exist at first. */
  coderTelemetryDir: string;
  /** The open folder, empty at first. */
  workspaceDir: string;
}

export class Workbench {
  readonly quickInput: QuickInput;
  readonly saveDialog: SaveDialog;
  readonly notifications: Notifications;
  readonly directories: WorkbenchDirectories;
  readonly problems: Problems;
  /** For what this class has no word for. */
  readonly page: Page;
  readonly #isMac: boolean;

  /** Ends VS Code, whose extension host may deactivate before, and deletes its folders. */
  readonly close: () => Promise<void>;

  constructor(
    page: Page,
    directories: WorkbenchDirectories,
    problems: Problems,
    close: () => Promise<void>,
    isMac: boolean,
  ) {
    this.page = page;
    this.close = close;
    this.#isMac = isMac;
    this.directories = directories;
    this.problems = problems;
    this.quickInput = new QuickInput(page);
    this.saveDialog = new SaveDialog(this.quickInput);
    this.notifications = new Notifications(page);
  }

  async waitForExtension(): Promise<void> {
    const id = extensionId(readManifest());
    await this.page.locator(`.statusbar-item[id^="${id}"]`).waitFor({ timeout: 60_000 });
  }

  /** Presses keys in the notation of keybindings: `press("ctrl+k ctrl+c")`, `press("down", "enter")`. */
  async press(...keys: string[]): Promise<void> {
    for (const press of keys.flatMap(keyPresses)) {
      await this.page.keyboard.press(press);
    }
  }

  /** Runs a command by its whole title in the command palette: "Coder: Export Telemetry…". */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput.waitFor({ value: ">" });
    await this.quickInput.setValue(`>${title}`);
    await this.quickInput.pick(title);
  }

  /** Waits until these are the entries of the command palette that have all of `text`, in the order of the alphabet. */
  async waitForCommands(text: string, titles: readonly string[]): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput.waitFor({ value: ">" });
    await this.quickInput.setValue(`>${text}`);
    const entries = async (): Promise<string[]> =>
      (await this.quickInput.items())
        .map(({ label }) => label)
        .filter((label) => label.includes(text))
        .sort();
    await waitUntil(`the entries ${titles.join(", ")}`, entries, (found) =>
      isDeepStrictEqual(found, titles),
    );
    await this.page.keyboard.press("Escape");
    await this.quickInput.waitUntilClosed();
  }

  /** The status-bar item with this in its accessible name. */
  statusBarItem(name: string): Locator {
    return this.page.locator(".statusbar").getByRole("button", { name });
  }

  async clickStatusBarItem(name: string): Promise<void> {
    await this.statusBarItem(name).click();
    await moveMouseAway(this.page);
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate<string>("navigator.clipboard.readText()");
  }

  /** Writes artifacts/screenshots/NAME.png. */
  async screenshot(name: string): Promise<void> {
    const path = join(repositoryRoot, "artifacts", "screenshots", `${name}.png`);
    await this.page.screenshot({ path, animations: "disabled" });
  }

  /** Writes artifacts/screenshots/readme/NAME.png, of an element that has come to rest, for the README. */
  async closeUp(name: string, element: Locator): Promise<void> {
    const path = join(repositoryRoot, "artifacts", "screenshots", "readme", `${name}.png`);
    await element.screenshot({ path, animations: "disabled" });
  }

  /** The rules that VS Code and its extensions (this one too) come with, on the platform that the person sits at. */
  async defaultKeybindings(): Promise<KeybindingRule[]> {
    await this.runCommand("Preferences: Open Default Keyboard Shortcuts (JSON)");
    await this.page.locator(".tab.active", { hasText: "Default Keybindings" }).waitFor();
    await this.page.locator(".monaco-editor.focused").waitFor();
    // The editor draws only the lines in view; the clipboard gets all of them.
    const text = await waitUntil(
      "the default keyboard shortcuts on the clipboard",
      () => this.#copyAll(),
      (copied) => copied.includes("\n]"),
    );
    return parseKeybindings(text);
  }

  async #copyAll(): Promise<string> {
    await this.page.keyboard.press(this.#isMac ? "Meta+A" : "Control+A");
    // Copying is left to the browser, whose platform is the real one.
    await this.page.keyboard.press("ControlOrMeta+C");
    return this.clipboard();
  }
}
