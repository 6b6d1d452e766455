import { join } from "node:path";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { waitUntil } from "../support/waitUntil";
import { openUntil } from "./openUntil";
import { createDirectories, deleteDirectories } from "./openWorkbench";
import type { Workbench, WorkbenchDirectories } from "./workbench";

const EXPORT_KEY = "ctrl+alt+f8";
const WRONG_KEY = "ctrl+alt+f9";

describe("a person who looks into the log", () => {
  const openWorkbench = openUntil(afterEach);
  let directories: WorkbenchDirectories;

  beforeEach(async () => {
    directories = await createDirectories();
  });
  afterEach(async () => {
    await deleteDirectories(directories);
  });

  it("reads a bad setting, an export and the whole of an error", async () => {
    const destination = join(directories.homeDir, "export.json");
    const args = { range: "allTime", format: "json", destination };
    const command = "coderTelemetry.export";
    const workbench = await openWorkbench({
      directories,
      settings: { "coder.telemetry.level": "off", "coder.telemetry.local": { maxAgeDays: 0 } },
      keybindings: [
        { key: EXPORT_KEY, command, args },
        { key: WRONG_KEY, command, args: { format: "csv" } },
      ],
      telemetry: async (directory) => {
        await writeSampleTelemetry(directory, { end: new Date(), days: 1 });
      },
    });
    await workbench.press(EXPORT_KEY);
    await workbench.notifications.waitFor(destination);
    await workbench.press(WRONG_KEY);
    await workbench.runCommand("Coder: Show Telemetry Log");
    // Before it has the focus, it would take it from what comes next.
    await workbench.page.locator(".panel .output-view .monaco-editor.focused").waitFor();
    // So that all of it is in view.
    await workbench.runCommand("View: Toggle Maximized Panel");
    await waitForLog(workbench, [
      // As far as a line of the panel goes.
      /\[warning\] The setting coder\.telemetry\.local\.maxAgeDays has the /,
      /\[info\] Exported [\d,]+ events /,
      /\[error\] coderTelemetry\.export: .* option format /,
      / at .*extension\.js:/,
    ]);
    await workbench.screenshot("log of an error");
  });
});

/** Waits until the Output panel shows all of these words. */
async function waitForLog({ page }: Workbench, words: readonly RegExp[]): Promise<void> {
  const editor = page.locator(".panel .output-view .view-lines");
  await waitUntil(
    `${words.join(", ")} in the log`,
    // The editor draws a space as one that does not break.
    async () => (await editor.innerText()).replaceAll("\u00a0", " "),
    (text) => words.every((each) => each.test(text)),
  );
}
