import * as vscode from "vscode";

const SCHEME = "coder-telemetry-report";

/** Shows reports in read-only editors, which ask nobody to save them. */
export class Reports implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registrations: vscode.Disposable;
  private count = 0;

  constructor() {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()),
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.texts.delete(uri.toString());
      }),
    );
  }

  /** Opens `text` in an editor with this title. */
  async show(title: string, text: string): Promise<void> {
    // The query tells reports of the same title apart.
    const query = String(++this.count);
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}`, query });
    this.texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  dispose(): void {
    this.registrations.dispose();
  }
}
