import { join } from "node:path";
import * as vscode from "vscode";
import { findPath } from "../stored/telemetryFolder";
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
  readonly viewed: ViewedSources;
  /** Stores the events that are still in memory. Never rejects. */
  readonly store: () => Promise<unknown>;
  /** Options for an export of what is shown. Undefined if that can't be exported. */
  readonly exportOptions: Readonly<Record<string, unknown>> | undefined;
}

/** Shows telemetry in a webview until it is disposed. */
export class TelemetryPage implements vscode.Disposable {
  private readonly webview: vscode.Webview;
  private readonly context: PageContext;
  private readonly messages: vscode.Disposable;
  private thread: ViewThread | undefined;
  /** The last message about all events. VS Code unloads a page that is hidden; then it asks again. */
  private state: ExtensionMessage | undefined;

  constructor(webview: vscode.Webview, context: PageContext) {
    this.webview = webview;
    this.context = context;
    const folder = vscode.Uri.file(join(context.bundles, "telemetry", "view", "page"));
    const uriOf = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.messages = webview.onDidReceiveMessage((message: PageMessage) => {
      void this.receive(message);
    });
    webview.html = pageHtml(
      {
        title: context.title,
        language: vscode.env.language,
        translations: vscode.l10n.bundle,
        canExport: context.exportOptions !== undefined,
      },
      { script: uriOf("main.js"), style: uriOf("main.css"), cspSource: webview.cspSource },
    );
  }

  dispose(): void {
    this.messages.dispose();
    this.thread?.dispose();
  }

  private async receive(message: PageMessage): Promise<void> {
    switch (message.kind) {
      case "ready":
        await (this.state ? this.post(this.state) : this.open());
        break;
      case "reload":
        await this.open();
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
      case "openFile":
        await this.openFile(message.file, message.line);
    }
  }

  private async open(): Promise<void> {
    this.thread?.dispose();
    this.thread = undefined;
    this.state = { kind: "progress", fraction: 0, eventCount: 0 };
    await this.post(this.state);
    const { bundles, viewed, store } = this.context;
    await store();
    const script = join(bundles, "telemetry", "view", "index", "worker.js");
    this.thread = new ViewThread(script, viewed, (message) => {
      void this.pass(message);
    });
  }

  private pass(message: ViewThreadMessage): Thenable<boolean> {
    if (message.kind === "refused") {
      const text = message.isGone
        ? vscode.l10n.t("The file of this event has changed. Refresh the view.")
        : message.message;
      return this.post({ kind: "refused", id: message.id, message: text });
    }
    if (message.kind !== "answer") {
      this.state = message;
    }
    return this.post(message);
  }

  private post(message: ExtensionMessage): Thenable<boolean> {
    return this.webview.postMessage(message);
  }

  private async openFile(name: string, line: number): Promise<void> {
    const { viewed } = this.context;
    const path = "file" in viewed ? viewed.file : findPath(name, viewed.sources);
    if (path !== undefined) {
      const position = new vscode.Position(line - 1, 0);
      await vscode.window.showTextDocument(vscode.Uri.file(path), {
        selection: new vscode.Range(position, position),
        viewColumn: vscode.ViewColumn.Beside,
      });
    }
  }
}
