import assert from "node:assert/strict";
import { type SinonStub, createSandbox } from "sinon";
import * as vscode from "vscode";
import { Reports } from "../../src/command/reports";
import type { ExportSummary } from "../../src/telemetry/export/exportEvents";
import { parseFormat, parseRange } from "../../src/telemetry/export/options";
import type { Answers } from "../../src/telemetry/export/prompts/askAll";
import { tellExported } from "../../src/telemetry/export/tell/tellOutcome";
import { summaryOf } from "../support/summary";

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

  interface Exported extends Partial<ExportSummary>, Partial<Answers> {
    readonly notes?: readonly string[];
    readonly isLocal?: boolean;
  }

  /** What is shown and logged of an OTLP export, unless told otherwise on the machine that the person sits at. */
  function tell({ notes = [], isLocal = true, ...exported }: Exported): {
    message: string;
    buttons: string[];
    logged: string[];
  } {
    const logged: string[] = [];
    const log = { info: (text: string) => logged.push(text) } as unknown as vscode.LogOutputChannel;
    const summary = { ...summaryOf(1), ...exported };
    const answers = {
      range: parseRange("last7Days", Date.now()),
      format: parseFormat("otlp"),
      identifiers: "keep" as const,
      destination: vscode.Uri.file("/home/ada/week.otlp.json"),
      ...exported,
    };
    const context = { log, reports, isLocal };
    tellExported({ summary, sources: [], notes }, answers, () => Promise.resolve(), context);
    const [message, ...actions] = information.lastCall.args as [string, ...vscode.MessageItem[]];
    return { message, buttons: actions.map(({ title }) => title), logged };
  }

  it("offers the curl command first, also beside a Coder extension that is running", () => {
    const { buttons } = tell({ notes: ["The Coder extension is running."] });
    assert.deepEqual(buttons, ["Copy curl Command", "Open", "Show Details"]);
  });

  it("says in its details how many events were repaired", () => {
    const { buttons, logged } = tell({ repairedCount: 2000 });
    assert.ok(buttons.includes("Show Details"));
    assert.match(
      logged.join(""),
      /2,000 events were changed so that every JSON parser can read them\./,
    );
  });

  it("says how many events are spans, in the log, too", () => {
    const format = parseFormat("otlpTraces");
    const { message, logged } = tell({ eventCount: 1212, omittedCount: 328, format });
    const sentence =
      "This format includes 1,212 of the 1,540 events in this range, because the others are not spans.";
    assert.ok(message.endsWith(sentence), message);
    assert.deepEqual(logged, [message]);
    assert.doesNotMatch(tell({ format }).message, /spans/);
  });

  it("offers to show the file where there is room for it", () => {
    const [curl, open, reveal] = tell({}).buttons;
    assert.deepEqual([curl, open], ["Copy curl Command", "Open"]);
    assert.ok(reveal);
    const [first, second] = tell({ format: parseFormat("json") }).buttons;
    assert.deepEqual([first, second], ["Open", reveal]);
  });

  it("offers requests that endpoints accept before the command that sends larger ones", () => {
    const { buttons } = tell({ oversizedRequestCount: 1 });
    assert.deepEqual(buttons.slice(0, 2), ["Export as OTLP/JSON Lines", "Copy curl Command"]);
  });

  it("offers no Open for a binary file, which VS Code would show as damaged text", () => {
    const [, reveal] = tell({ format: parseFormat("json") }).buttons;
    const { buttons } = tell({ format: parseFormat("otlpProtobuf") });
    assert.deepEqual(buttons, ["Copy curl Command", reveal]);
  });

  it("says how many lines are too large", () => {
    const { message } = tell({ format: parseFormat("otlpJsonl"), oversizedRequestCount: 1234 });
    assert.match(message, /1,234 lines are larger than 1 MB/);
  });

  describe("of a file that VS Code does not open in colors, or not at once", () => {
    const json = parseFormat("json");
    const MIB = 1024 * 1024;
    const remote = vscode.Uri.parse("vscode-remote://ssh-remote+host/home/ada/week.json");

    it("offers no Open above 20 MiB, but first to show the file", () => {
      const [, reveal] = tell({ format: json }).buttons;
      assert.deepEqual(tell({ format: json, bytesWritten: 20 * MIB }).buttons, ["Open", reveal]);
      assert.deepEqual(tell({ format: json, bytesWritten: 20 * MIB + 1 }).buttons, [reveal]);
      const otlp = tell({ bytesWritten: 20 * MIB + 1 }).buttons;
      assert.deepEqual(otlp, ["Copy curl Command", reveal]);
    });

    for (const [where, exported] of [
      ["on another machine than the person's", { isLocal: false }],
      ["on a machine that only VS Code reaches", { destination: remote }],
    ] as const) {
      it(`offers no Open above 10 MiB, but to copy the path (${where})`, () => {
        const open = tell({ ...exported, format: json, bytesWritten: 10 * MIB });
        assert.deepEqual(open.buttons, ["Open"]);
        const copy = tell({ ...exported, format: json, bytesWritten: 10 * MIB + 1 });
        assert.deepEqual(copy.buttons, ["Copy Path"]);
      });
    }
  });

  it("says that identifiers were replaced with pseudonyms, as the log does", () => {
    const { message, logged } = tell({ identifiers: "pseudonymize" });
    assert.match(message, /\. Identifiers were replaced with pseudonyms\.$/);
    assert.deepEqual(logged, [message]);
    assert.doesNotMatch(tell({ identifiers: "keep" }).message, /dentifiers/);
  });
});
