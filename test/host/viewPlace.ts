import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Report } from "../../src/command/reports";
import { viewFile } from "../../src/telemetry/view/command";
import { activateExtension } from "./activateExtension";
import { Panel } from "./panel";

/** Gives each test of a suite its own place. Returns a function that returns that of the current test. */
export function setUpViewPlace(): () => ViewPlace {
  let place: ViewPlace;
  before(activateExtension);
  beforeEach(() => {
    place = new ViewPlace();
  });
  afterEach(() => place.remove());
  return () => place;
}

/** A folder on disk, and a panel for a view of what is in it. */
class ViewPlace {
  readonly panel = new Panel();
  readonly folder = vscode.Uri.file(fs.mkdtempSync(join(tmpdir(), "coder-telemetry-view-"))).fsPath;
  /** Where bundles are extracted until {@link remove}. */
  private readonly temporary = join(this.folder, "temporary");
  private readonly earlierTemporary = process.env["TMPDIR"];
  private readonly shown: Report[] = [];
  private readonly log = vscode.window.createOutputChannel("test", { log: true });
  readonly environment = {
    bundles: join(__dirname, "../../src"),
    log: this.log,
    reports: {
      show: (_title: string, report: Report): Promise<void> => {
        this.shown.push(report);
        return Promise.resolve();
      },
    },
  };

  constructor() {
    fs.mkdirSync(this.temporary);
    process.env["TMPDIR"] = this.temporary;
  }

  async remove(): Promise<void> {
    this.panel.dispose();
    this.log.dispose();
    if (this.earlierTemporary === undefined) {
      delete process.env["TMPDIR"];
    } else {
      process.env["TMPDIR"] = this.earlierTemporary;
    }
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  write(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    fs.writeFileSync(path, content);
    return path;
  }

  /** Opens a file, whose page loads. */
  view(file: string | vscode.Uri): void {
    const uri = typeof file === "string" ? vscode.Uri.file(file) : file;
    viewFile(this.environment, uri, this.panel.asPanel);
    this.panel.say({ kind: "ready" });
  }

  /** What has been extracted, by its names. */
  extracted(): string[] {
    return fs.readdirSync(this.temporary);
  }

  /** What is listed when someone clicks the number of what can't be read. */
  async listLosses(): Promise<Report> {
    await this.panel.hear("opened");
    this.panel.say({ kind: "showLosses" });
    return this.shown[0] ?? [];
  }
}
