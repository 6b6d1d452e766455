import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import type { Reports } from "../../command/reports";
import { tellError } from "../../command/tellError";
import type { Losses } from "../completeness/completeness";
import { listLosses } from "../export/tell/details";
import { parseFileName } from "../stored/fileName";
import { messageOf } from "../stored/systemError";
import type { TelemetrySource } from "../stored/telemetryFolder";
import { exportOptions } from "./exportOptions";
import { pageHtml } from "./html";
import type { ViewedSources } from "./index/viewedFiles";
import type { ExtensionMessage, PageMessage } from "./messages";
import { ViewThread, type ViewThreadMessage } from "./viewThread";

/** What a page needs. */
export interface PageContext {
  /** Path of the folder with the extension's bundles. */
  readonly bundles: string;
  readonly title: string;
  /** See {@link PageData.isFile}. */
  readonly isFile: boolean;
  /**
   * Returns what to read, which stays there until `signal` aborts. Rejects with an error whose message
   * is for the user.
   */
  readonly prepare: (signal: AbortSignal) => Promise<ViewedSources>;
  /** Options for an export of what is shown. Undefined if that can't be exported. */
  readonly exportOptions: Readonly<Record<string, unknown>> | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly reports: Pick<Reports, "show">;
}

/** Shows telemetry in a webview until it is disposed. */
export class TelemetryPage implements vscode.Disposable {
  private readonly webview: vscode.Webview;
  private readonly context: PageContext;
  private readonly messages: vscode.Disposable;
  private thread: ViewThread | undefined;
  /** Aborts when what is shown is closed or read again. */
  private reading = new AbortController();
  private viewed: ViewedSources | undefined;
  /** The last message about all events. VS Code unloads a page that is hidden; then it asks again. */
  private state: ExtensionMessage | undefined;
  private losses: Losses | undefined;

  constructor(webview: vscode.Webview, context: PageContext) {
    this.webview = webview;
    this.context = context;
    const folder = vscode.Uri.file(join(context.bundles, "telemetry", "view", "page"));
    const uriOf = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.messages = webview.onDidReceiveMessage((message: PageMessage) => {
      this.receive(message).catch((error: unknown) => tellError(error, context.log));
    });
    webview.html = pageHtml(
      {
        title: context.title,
        isFile: context.isFile,
        language: vscode.env.language,
        translations: vscode.l10n.bundle,
        canExport: context.exportOptions !== undefined,
      },
      { script: uriOf("main.js"), style: uriOf("main.css"), cspSource: webview.cspSource },
    );
  }

  dispose(): void {
    this.messages.dispose();
    this.close();
  }

  private close(): void {
    this.thread?.dispose();
    this.thread = undefined;
    this.reading.abort();
  }

  private async receive(message: PageMessage): Promise<void> {
    switch (message.kind) {
      case "ready":
        this.thread?.send({ kind: "cancelAll" });
        await (this.state ? this.tell(this.state) : this.refresh());
        break;
      case "reload":
        await this.refresh();
        break;
      case "request":
      case "cancel":
      case "stop":
        this.thread?.send(message);
        break;
      case "export":
        await vscode.commands.executeCommand("coderTelemetry.export", {
          ...this.context.exportOptions,
          ...exportOptions(message.filter),
        });
        break;
      case "showLosses":
        await this.showLosses();
        break;
      case "openFile":
        await this.openFile(message.path, message.line);
    }
  }

  /** Reads what is stored now. */
  async refresh(): Promise<void> {
    this.close();
    this.reading = new AbortController();
    const { signal } = this.reading;
    await this.tell({ kind: "preparing" });
    try {
      const viewed = await this.context.prepare(signal);
      if (!signal.aborted) {
        this.read(viewed);
      }
    } catch (error) {
      if (!signal.aborted) {
        await this.tell({ kind: "failed", message: messageOf(error) });
      }
    }
  }

  private read(viewed: ViewedSources): void {
    const script = join(this.context.bundles, "telemetry", "view", "index", "worker.js");
    this.viewed = viewed;
    void this.tell({ kind: "progress", fraction: 0, eventCount: 0 });
    this.thread = new ViewThread(script, viewed, (message) => {
      if (message.kind === "opened") {
        this.losses = message.losses;
      }
      void this.tell(translate(message));
    });
  }

  private tell(message: ExtensionMessage): Thenable<boolean> {
    if (message.kind !== "answer" && message.kind !== "refused") {
      this.state = message;
    }
    return this.webview.postMessage(message);
  }

  private async showLosses(): Promise<void> {
    if (this.losses && this.viewed) {
      const report = listLosses(this.losses, sourcesOf(this.viewed));
      await this.context.reports.show(vscode.l10n.t("Unreadable and Missing Telemetry"), report);
    }
  }

  private async openFile(path: string, line: number): Promise<void> {
    if (!this.viewed || !isViewed(path, this.viewed)) {
      return;
    }
    const uri = vscode.Uri.file(path);
    const position = new vscode.Position(line - 1, 0);
    const options = {
      selection: new vscode.Range(position, position),
      viewColumn: vscode.ViewColumn.Beside,
    };
    try {
      await vscode.window.showTextDocument(uri, options);
    } catch {
      // VS Code gives extensions no document above 50 MB, but opens the file. It also says why it
      // can't open one.
      await vscode.commands.executeCommand("vscode.open", uri, options);
    }
  }
}

function sourcesOf(viewed: ViewedSources): readonly TelemetrySource[] {
  return "file" in viewed ? [{ directory: dirname(viewed.file) }] : viewed.sources;
}

/** Whether the view shows a file. The page must not open any other. */
function isViewed(path: string, viewed: ViewedSources): boolean {
  const name = basename(path);
  return "file" in viewed
    ? path === viewed.file
    : parseFileName(name) !== undefined &&
        viewed.sources.some(({ directory }) => path === join(directory, name));
}

/** Replaces the reason of a failure with a sentence. */
function translate(message: ViewThreadMessage): ExtensionMessage {
  if (message.kind === "failed") {
    return { ...message, message: describeUnread(message.message) };
  }
  if (message.kind === "refused") {
    const { kind, id, isGone } = message;
    const gone = vscode.l10n.t("A telemetry file has changed or was deleted. Refresh the view.");
    return { kind, id, message: isGone ? gone : describeUnread(message.message) };
  }
  return message.kind === "opened" ? { kind: "opened", overview: message.overview } : message;
}

function describeUnread(reason: string): string {
  return vscode.l10n.t("The telemetry can't be read: {0}", reason);
}
