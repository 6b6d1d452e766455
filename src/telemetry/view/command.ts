import * as vscode from "vscode";
import type { Reports } from "../../command/reports";
import { openChosen } from "../sources/openSources";
import { SourceError } from "../sources/sourceError";
import { messageOf } from "../stored/systemError";
import type { TelemetrySource } from "../stored/telemetryFolder";
import type { ViewedSources } from "./index/viewedFiles";
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

/** Shows a telemetry file, an exported file, or a support bundle in an editor. */
export function viewFile(
  { bundles, log, reports }: Pick<ViewCommandContext, "bundles" | "log" | "reports">,
  uri: vscode.Uri,
  panel: vscode.WebviewPanel,
): void {
  const page = new TelemetryPage(panel.webview, {
    bundles,
    title: panel.title,
    isFile: true,
    prepare: (signal) => openFile(uri, signal),
    exportOptions: isBundle(uri) ? { directory: uri.fsPath } : undefined,
    log,
    reports,
  });
  panel.onDidDispose(() => {
    page.dispose();
  });
}

function isBundle({ path }: vscode.Uri): boolean {
  return path.toLowerCase().endsWith(".zip");
}

/** Implements `prepare` of a page. */
async function openFile(uri: vscode.Uri, signal: AbortSignal): Promise<ViewedSources> {
  if (uri.scheme !== "file") {
    throw new Error(
      vscode.l10n.t("Only files on the machine that runs the extension can be shown."),
    );
  }
  return isBundle(uri) ? openBundle(uri.fsPath, signal) : { file: uri.fsPath };
}

async function openBundle(path: string, signal: AbortSignal): Promise<ViewedSources> {
  const { sources, problems, close } = await openChosen(path, signal).catch((error: unknown) => {
    throw new Error(describeUnread(error), { cause: error });
  });
  signal.addEventListener("abort", () => void close());
  if (signal.aborted) {
    await close();
  }
  // A bundle's problems come with methods, which can't be sent to a thread.
  const { problems: first, problemCounts } = problems;
  return { sources, problems: { problems: first, problemCounts } };
}

function describeUnread(error: unknown): string {
  if (error instanceof SourceError && error.code === "bundleWithoutTelemetry") {
    return vscode.l10n.t("The support bundle contains no telemetry.");
  }
  const reason = error instanceof SourceError ? error.cause : error;
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
    prepare: async () => {
      await flush().catch((error: unknown) => {
        log.error(error instanceof Error ? error : String(error));
      });
      return { sources };
    },
    exportOptions: {},
    log,
    reports,
  });
  const watchers = sources.map(({ directory }) => watchDeletions(directory, () => page.refresh()));
  panel.onDidDispose(() => {
    vscode.Disposable.from(...watchers).dispose();
    // A view that was restored after this one can be open.
    opened = opened === panel ? undefined : opened;
    page.dispose();
  });
}

/** Calls `onDeleted` when a telemetry file of a folder is deleted, which may not exist yet. */
function watchDeletions(directory: string, onDeleted: () => Promise<void>): vscode.Disposable {
  const files = new vscode.RelativePattern(vscode.Uri.file(directory), "telemetry-*.jsonl");
  const watcher = vscode.workspace.createFileSystemWatcher(files, true, true, false);
  watcher.onDidDelete(() => void onDeleted());
  return watcher;
}
