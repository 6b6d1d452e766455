import assert from "node:assert/strict";
import { type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import { Reports } from "../../src/command/reports";
import { parseFormat, parseRange } from "../../src/telemetry/export/options";
import { tellExported } from "../../src/telemetry/export/tell/tellOutcome";

describe("the notification of an export", () => {
  const sandbox = createSandbox();
  let information: SinonStub;
  let reports: Reports;

  beforeEach(() => {
    reports = new Reports();
    information = sandbox.stub(vscode.window, "showInformationMessage").resolves(undefined);
  });
  afterEach(() => {
    sandbox.restore();
    reports.dispose();
  });

  /** The buttons of an OTLP export on the machine that the person sits at. */
  function buttons(notes: readonly string[]): readonly string[] {
    const log = { info: () => undefined } as unknown as vscode.LogOutputChannel;
    const summary = {
      eventCount: 1,
      fileCount: 1,
      bytesWritten: 1,
      skipped: [],
      skippedCount: 0,
      oversizedRequestCount: 0,
    };
    tellExported(
      { summary, sources: [], notes },
      {
        range: parseRange("last7Days", Date.now()),
        format: parseFormat("otlp"),
        identifiers: "keep",
        destination: vscode.Uri.file("/home/ada/week.otlp.json"),
      },
      () => Promise.resolve(),
      { log, reports, isLocal: true },
    );
    const [, ...actions] = information.firstCall.args as [string, ...vscode.MessageItem[]];
    return actions.map(({ title }) => title);
  }

  it("offers to copy the curl command, also beside a Coder extension that is running", () => {
    const details = buttons(["The Coder extension is running."]);
    assert.deepEqual(details, ["Open", "Copy curl Command", "Show Details"]);
  });

  it("offers to show the file where there is room for it", () => {
    const [open, curl, reveal] = buttons([]);
    assert.deepEqual([open, curl], ["Open", "Copy curl Command"]);
    assert.ok(reveal);
  });
});
