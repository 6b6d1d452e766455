import * as fs from "node:fs";
import * as vscode from "vscode";
import { deleteTelemetry } from "../telemetry/deleteTelemetry";
import { fileSizes } from "../telemetry/fileSizes";
import { describeStored } from "../localized/storedFacts";
import type { Span } from "../telemetry/service";
import { listTelemetryFiles } from "../telemetry/telemetryFolder";

/** What the command works with. */
export interface DeleteContext {
  /** The telemetry folder. */
  readonly directory: string;
  /** Stores what is recorded and still in memory; rejects when it can't. */
  readonly flush: () => Promise<void>;
}

/**
 * The command `coder.deleteTelemetry`: says how much is stored, and deletes it when that is confirmed,
 * with what is still in memory. Rejects with words for the user when a file can't be deleted.
 */
export async function deleteStoredTelemetry(
  { directory, flush }: DeleteContext,
  span: Pick<Span, "markAborted">,
): Promise<void> {
  // What can't be stored can't be left behind either.
  await flush().catch(() => undefined);
  const [first, ...others] = await listTelemetryFiles(fs, directory);
  if (!first) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No telemetry is stored."));
    return;
  }
  const files = [first, ...others] as const;
  const stored = describeStored(files, await fileSizes(fs, files));
  if (!(await confirm(stored))) {
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
        failure.error instanceof Error ? failure.error.message : String(failure.error),
      ),
    );
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t("The stored telemetry was deleted: {0}", stored),
  );
}

async function confirm(stored: string): Promise<boolean> {
  const yes = vscode.l10n.t("Delete");
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t("Delete all stored telemetry?"),
    {
      modal: true,
      detail: [
        stored,
        vscode.l10n.t("It can't be brought back. Other files and earlier exports are not touched."),
      ].join("\n\n"),
    },
    yes,
  );
  return chosen === yes;
}
