import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";

/** A folder on disk from which a test exports, and to which it exports. */
export class ExportPlace {
  // As VS Code spells it: with the drive's letter in lower case.
  readonly folder = vscode.Uri.file(fs.mkdtempSync(join(tmpdir(), "coder-telemetry-"))).fsPath;
  /** Where telemetry is stored. */
  readonly directory = join(this.folder, "telemetry");
  readonly destination = join(this.folder, "export.json");

  constructor() {
    fs.mkdirSync(this.directory);
  }

  store(name: string, content: string): void {
    fs.writeFileSync(join(this.directory, name), content);
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }
}
