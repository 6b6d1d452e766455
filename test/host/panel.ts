import * as vscode from "vscode";
import type { ExtensionMessage, PageMessage } from "../../src/telemetry/view/messages";
import { waitUntil } from "../support/waitUntil";

/** A panel whose page is the test. */
export class Panel {
  readonly heard: ExtensionMessage[] = [];
  readonly title = "Telemetry";
  private readonly disposed = new vscode.EventEmitter<void>();
  private readonly said = new vscode.EventEmitter<PageMessage>();
  readonly onDidDispose = this.disposed.event;
  readonly webview = {
    options: {},
    html: "",
    cspSource: "test:",
    asWebviewUri: (uri: vscode.Uri): vscode.Uri => uri,
    onDidReceiveMessage: this.said.event,
    postMessage: (message: ExtensionMessage): Promise<boolean> => {
      this.heard.push(message);
      return Promise.resolve(true);
    },
  };

  get asPanel(): vscode.WebviewPanel {
    return this as unknown as vscode.WebviewPanel;
  }

  say(message: PageMessage): void {
    this.said.fire(message);
  }

  hear<Kind extends ExtensionMessage["kind"]>(
    kind: Kind,
  ): Promise<Extract<ExtensionMessage, { readonly kind: Kind }> | undefined> {
    const isOfKind = (
      message: ExtensionMessage,
    ): message is Extract<ExtensionMessage, { readonly kind: Kind }> => message.kind === kind;
    return waitUntil(
      `the message "${kind}"`,
      () => Promise.resolve(this.heard.find(isOfKind)),
      (message) => message !== undefined,
    );
  }

  dispose(): void {
    this.disposed.fire();
  }
}
