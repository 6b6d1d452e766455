import * as vscode from "vscode";
import type { Reports } from "../../command/reports";
import { ExportError } from "../export/errors";
import type { ProblemSummary } from "../export/read/problem";
import { type OpenedSources, openChosen } from "../export/select/openSources";
import { messageOf } from "../stored/systemError";
import type { TelemetrySource } from "../stored/telemetryFolder";
import { TelemetryPage } from "./telemetryPage";

/** The type of the panel, by which VS Code finds the extension that restores it. */
const VIEW_TYPE = "coderTelemetry.view";

/** What the command needs. */
export interface ViewCommandContext {
  /** Path of the folder with the extension's bundles. */
  readonly bundles: string;
  readonly sources: readonly TelemetrySource[];
  /** Stores the events that are still in memory. Rejects if that fails. */
  readonly flush: () => Promise<void>;
  readonly log: vscode.LogOutputChannel;
  readonly reports: Pick<Reports, "show">;
}

/** The panel that is open, if any. */
let opened: vscode.WebviewPanel | undefined;

/** The command `coderTelemetry.view`: shows all telemetry that is stored on this machine. */
export function viewTelemetry(context: ViewCommandContext): void {
  if (opened) {
    opened.reveal();
  } else {
    const title = vscode.l10n.t("Telemetry");
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active);
    restoreView(context, panel);
  }
}

/**
 * Shows a telemetry file, an exported file, or a support bundle in an editor. Throws an error with a
 * message for the user if it can't be read.
 */
export async function viewFile(
  { bundles, log, reports }: Pick<ViewCommandContext, "bundles" | "log" | "reports">,
  uri: vscode.Uri,
  panel: vscode.WebviewPanel,
): Promise<void> {
  if (uri.scheme !== "file") {
    throw new Error(
      vscode.l10n.t("Only files on the machine that runs the extension can be shown."),
    );
  }
  const path = uri.fsPath;
  const closing = new AbortController();
  panel.onDidDispose(() => {
    closing.abort();
  });
  const opened = await openIfBundle(path, closing.signal);
  if (closing.signal.aborted) {
    await opened?.close();
    return;
  }
  const page = new TelemetryPage(panel.webview, {
    bundles,
    title: panel.title,
    isFile: true,
    viewed: opened ? { sources: opened.sources, problems: problemsOf(opened) } : { file: path },
    store: () => Promise.resolve(),
    exportOptions: opened && { directory: path },
    log,
    reports,
  });
  panel.onDidDispose(() => {
    page.dispose();
    void opened?.close();
  });
}

/** Resolves to undefined if it is no bundle, or if the editor is closed. */
async function openIfBundle(
  path: string,
  closing: AbortSignal,
): Promise<OpenedSources | undefined> {
  try {
    return path.toLowerCase().endsWith(".zip") ? await openChosen(path, closing) : undefined;
  } catch (error) {
    if (closing.aborted) {
      return undefined;
    }
    throw new Error(describeUnread(error), { cause: error });
  }
}

/** Without methods, because it is sent to a thread. */
function problemsOf({ problems: { problems, problemCounts } }: OpenedSources): ProblemSummary {
  return { problems, problemCounts };
}

function describeUnread(error: unknown): string {
  if (error instanceof ExportError && error.code === "bundleWithoutTelemetry") {
    return vscode.l10n.t("The support bundle contains no telemetry.");
  }
  const reason = error instanceof ExportError ? error.cause : error;
  return vscode.l10n.t("The support bundle can't be read: {0}", messageOf(reason));
}

/** Fills a new panel, or one that VS Code restores after a reload. */
export function restoreView(context: ViewCommandContext, panel: vscode.WebviewPanel): void {
  const { bundles, sources, flush, log, reports } = context;
  opened = panel;
  const page = new TelemetryPage(panel.webview, {
    bundles,
    title: panel.title,
    isFile: false,
    viewed: { sources },
    store: () =>
      flush().catch((error: unknown) => {
        log.error(error instanceof Error ? error : String(error));
      }),
    exportOptions: {},
    log,
    reports,
  });
  panel.onDidDispose(() => {
    // A view that was restored after this one can be open.
    opened = opened === panel ? undefined : opened;
    page.dispose();
  });
}
