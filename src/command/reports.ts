import * as vscode from "vscode";

const SCHEME = "coder-telemetry-report";

/** What a report says, piece by piece. Some pieces are links. */
export type Report = readonly (string | ReportLink)[];

/** A text that opens a file. A fragment of the target such as `L12` is a line. */
interface ReportLink {
  readonly text: string;
  readonly target: vscode.Uri;
}

/** All that a report says. */
export function reportText(report: Report): string {
  return report.map(textOf).join("");
}

function textOf(piece: Report[number]): string {
  return typeof piece === "string" ? piece : piece.text;
}

/** Shows reports in read-only editors, which ask nobody to save them. */
export class Reports implements vscode.Disposable {
  private readonly reports = new Map<string, Report>();
  private readonly registrations: vscode.Disposable;
  private count = 0;

  constructor() {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: (uri) => reportText(this.find(uri)),
      }),
      vscode.languages.registerDocumentLinkProvider(
        { scheme: SCHEME },
        { provideDocumentLinks: (document) => linksOf(this.find(document.uri), document) },
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.reports.delete(uri.toString());
      }),
    );
  }

  /** Opens a report in an editor with this title. */
  async show(title: string, report: Report): Promise<void> {
    // The query tells reports of the same title apart.
    const query = String(++this.count);
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title}`, query });
    this.reports.set(uri.toString(), report);
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  dispose(): void {
    this.registrations.dispose();
  }

  private find(uri: vscode.Uri): Report {
    return this.reports.get(uri.toString()) ?? [];
  }
}

function linksOf(report: Report, document: vscode.TextDocument): vscode.DocumentLink[] {
  const links: vscode.DocumentLink[] = [];
  let offset = 0;
  for (const piece of report) {
    const start = offset;
    offset += textOf(piece).length;
    if (typeof piece !== "string") {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(offset));
      links.push(new vscode.DocumentLink(range, piece.target));
    }
  }
  return links;
}
