// The commands of this extension and of a stand-in for the Coder extension, as a person runs them and sees that they answer.
import { CODER_COMMANDS } from "../support/coderExtension/manifest";
import type { KeybindingRule } from "./keybindings";
import type { Workbench } from "./workbench";

const SHARED_KEY = "ctrl+alt+f8";

/** A key of the person's own for the command that both extensions may answer to. */
export const sharedKeybinding: KeybindingRule = {
  key: SHARED_KEY,
  command: "coder.exportTelemetry",
};

/** The command palette's entries for an export. */
export const EXPORT_ALONE = ["Coder: Export Telemetry…"];
export const EXPORT_OF_BOTH = [
  "Coder: Export Telemetry",
  "Coder: Export Telemetry of All Coder Extensions…",
];

const RANGE = { placeholder: /^Select a date range\./ };

/** Runs the stand-in's commands of these ids, each of which says that it was run; `who` is what it says of itself. */
export async function runStandIn(
  workbench: Workbench,
  who: string,
  ids: readonly string[] = Object.keys(CODER_COMMANDS),
): Promise<void> {
  for (const id of ids) {
    await workbench.runCommand(`Coder: ${CODER_COMMANDS[id] ?? id}`);
    await waitForStandIn(workbench, who, id);
  }
}

/** Presses the key of the shared command, and waits until the stand-in answers. */
export async function pressForStandIn(workbench: Workbench, who: string): Promise<void> {
  await workbench.press(SHARED_KEY);
  await waitForStandIn(workbench, who, "coder.exportTelemetry");
}

async function waitForStandIn(workbench: Workbench, who: string, id: string): Promise<void> {
  await workbench.notifications.waitFor(`Stand-in ${who}: ${id}`);
  // So that the next answer is not taken for this one.
  await workbench.runCommand("Notifications: Clear All Notifications");
  await workbench.notifications.waitUntilGone(`Stand-in ${who}: ${id}`);
}

/** Presses the key of the shared command, and waits until this extension asks for a range. */
export async function pressForOwnExport(workbench: Workbench): Promise<void> {
  await workbench.press(SHARED_KEY);
  await leaveExport(workbench);
}

/** Runs all of this extension's commands, of which there must be something to export and to delete. */
export async function runOwnCommands(workbench: Workbench, exportTitle: string): Promise<void> {
  const { page, quickInput } = workbench;
  await workbench.runCommand(exportTitle);
  await leaveExport(workbench);
  await workbench.press("ctrl+k shift+t");
  await leaveExport(workbench);

  await workbench.runCommand("Coder: Export the Telemetry in a Support Bundle…");
  await quickInput.waitFor({ title: /Support Bundle/ });
  await quickInput.cancel();
  await quickInput.waitUntilClosed();

  const opened = page.context().waitForEvent("page");
  await workbench.runCommand("Coder: Open Telemetry Folder");
  await (await opened).close();

  await workbench.runCommand("Coder: Permanently Delete Stored Telemetry…");
  await quickInput.waitFor({ title: /^Delete all / });
  await quickInput.cancel();
  await quickInput.waitUntilClosed();

  await workbench.runCommand("Coder: Show Telemetry Menu");
  await quickInput.waitFor({ title: "Coder Telemetry" });
  await quickInput.cancel();
  await quickInput.waitUntilClosed();

  await workbench.runCommand("Coder: Open Telemetry Settings");
  const settings = page.locator(".settings-editor .setting-item-label");
  // Whichever of the two extensions VS Code has taken them from.
  for (const name of ["Level", "Local", "Identifiers"]) {
    await settings.filter({ hasText: name }).waitFor();
  }
  // They lie over the workbench, and take its keys.
  await workbench.press("escape");
  await settings.first().waitFor({ state: "hidden" });
  await workbench.runCommand("Coder: Show Telemetry Log");
  // Before it has the focus, it would take it from what comes next.
  await page.locator(".panel .output-view .monaco-editor.focused").waitFor();
}

async function leaveExport({ quickInput }: Workbench): Promise<void> {
  await quickInput.waitFor(RANGE);
  await quickInput.cancel();
  await quickInput.waitUntilClosed();
}
