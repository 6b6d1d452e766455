import * as fs from "node:fs";
import * as vscode from "vscode";
import { describeStored } from "../localized/storedFacts";
import type { Span } from "../telemetry/recording/service";
import { deleteTelemetry } from "../telemetry/stored/deleteTelemetry";
import { fileSizes } from "../telemetry/stored/fileSizes";
import { listOwnFiles, listSources, storedSources } from "../telemetry/stored/sources";
import { messageOf } from "../telemetry/stored/systemError";
import { withTimeLimit } from "../telemetry/stored/timeLimit";

/** What the command works with. */
export interface DeleteContext {
  /** The extension's own telemetry folder. */
  readonly directory: string;
  /** Stores what is recorded and still in memory; rejects when it can't. */
  readonly flush: () => Promise<void>;
}

/**
 * The command `coderTelemetry.delete`: says how much this extension has stored, and deletes it when that is confirmed,
 * with what is still in memory. What the Coder extension has stored is its own to delete. Rejects with words for the user
 * when a file can't be deleted.
 */
export async function deleteStoredTelemetry(
  { directory, flush }: DeleteContext,
  span: Pick<Span, "markAborted">,
): Promise<void> {
  // What can't be stored can't be left behind either.
  await withTimeLimit(directory, flush()).catch(() => undefined);
  const kept = await describeKept(directory);
  const [first, ...others] = await listOwnFiles(fs, directory);
  if (!first) {
    const none =
      kept.length > 0
        ? vscode.l10n.t("Coder Telemetry has not stored any telemetry.")
        : vscode.l10n.t("No telemetry is stored.");
    void vscode.window.showInformationMessage([none, ...kept].join(" "));
    return;
  }
  const files = [first, ...others] as const;
  const stored = describeStored(files, await fileSizes(fs, files));
  if (!(await confirm(stored, kept))) {
    span.markAborted();
    return;
  }
  const { failures } = await deleteTelemetry(fs, files);
  const [failure] = failures;
  if (failure) {
    throw new Error(
      vscode.l10n.t(
        "{0} of {1} telemetry files could not be deleted. The first is {2}: {3}",
        failures.length,
        files.length,
        failure.file.path,
        messageOf(failure.error),
      ),
    );
  }
  void vscode.window.showInformationMessage(vscode.l10n.t("Telemetry deleted: {0}", stored));
}

/** Says that the Coder extension has telemetry of its own, where it has. */
async function describeKept(ownDirectory: string): Promise<readonly string[]> {
  const others = storedSources(ownDirectory).filter(({ directory }) => directory !== ownDirectory);
  const { files, failures } = await listSources(fs, others);
  return files.length + failures.length > 0
    ? [vscode.l10n.t("This command does not delete the telemetry stored by the Coder extension.")]
    : [];
}

/** Asks in a quick pick, where Enter takes Cancel. In a modal dialog VS Code always gives the focus to the button that goes ahead. */
async function confirm(stored: string, kept: readonly string[]): Promise<boolean> {
  const cancel = { label: vscode.l10n.t("Cancel") };
  const yes = { label: vscode.l10n.t("Delete"), description: stored, detail: kept.join(" ") };
  const chosen = await vscode.window.showQuickPick([cancel, yes], {
    title:
      kept.length > 0
        ? vscode.l10n.t("Delete all telemetry stored by Coder Telemetry?")
        : vscode.l10n.t("Delete all stored telemetry?"),
    placeHolder: vscode.l10n.t(
      "This can't be undone. Other files and earlier exports are not affected.",
    ),
  });
  return chosen === yes;
}
