import * as vscode from "vscode";
import { formatCount, formatPercent } from "../../../localized/formats";
import type { ExportProgress } from "../document/progress";

/** Work that takes less than this many milliseconds doesn't show a progress notification. */
const QUIET_MS = 500;

/** Shows the progress of `work`, unless it finishes quickly. Canceling aborts its signal. */
export async function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, onProgress: (progress: ExportProgress) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let latest: ExportProgress | undefined;
  let show: ((progress: ExportProgress) => void) | undefined;
  const outcome = work(controller.signal, (progress) => {
    latest = progress;
    show?.(progress);
  });
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(() => {
          controller.abort();
        });
        show = reporter(progress);
        if (latest) {
          show(latest);
        }
        await outcome.catch(() => undefined);
      },
    );
  }, QUIET_MS);
  try {
    return await outcome;
  } finally {
    clearTimeout(timer);
  }
}

/** VS Code expects the increase in percent since the previous report. */
function reporter(
  progress: vscode.Progress<{ message: string; increment: number }>,
): (progress: ExportProgress) => void {
  let told = 0;
  return ({ eventCount, fraction }) => {
    const increment = fraction * 100 - told;
    told += increment;
    progress.report({ increment, message: describe(eventCount, fraction) });
  };
}

function describe(eventCount: number, fraction: number): string {
  const percent = formatPercent(fraction);
  return eventCount === 1
    ? vscode.l10n.t("{0}, 1 event", percent)
    : vscode.l10n.t("{0}, {1} events", percent, formatCount(eventCount));
}
