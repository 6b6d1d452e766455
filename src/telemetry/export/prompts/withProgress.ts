import * as vscode from "vscode";
import type { ExportOutcome } from "../exportEvents";

/** Shows how many events are exported while `work` runs; Cancel aborts its signal. */
export function withProgress(
  work: (signal: AbortSignal, onProgress: (eventCount: number) => void) => Promise<ExportOutcome>,
): Thenable<ExportOutcome> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t("Exporting telemetry"),
      cancellable: true,
    },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => {
        controller.abort();
      });
      return work(controller.signal, (eventCount) => {
        progress.report({
          message: vscode.l10n.t("{0} events", eventCount.toLocaleString(vscode.env.language)),
        });
      });
    },
  );
}
