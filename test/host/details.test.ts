import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Report, reportText } from "../../src/command/reports";
import type { ExportSummary } from "../../src/telemetry/export/exportEvents";
import { describeDetails } from "../../src/telemetry/export/tell/details";
import { Problems } from "../../src/telemetry/read/problem";
import type { Skip } from "../../src/telemetry/read/skips";
import type { TelemetrySource } from "../../src/telemetry/stored/telemetryFolder";
import { summaryOf } from "../support/summary";

const FILE = "telemetry-2026-03-01.jsonl";
const directory = join("/home", "ada", "telemetry");

describe("the details of an export", () => {
  function describeSummary(source: TelemetrySource, found: Partial<ExportSummary>): Report {
    const summary = { ...summaryOf(0), ...found };
    return describeDetails({ sentences: ["Exported."], summary, sources: [source], notes: [] });
  }
  const linksOf = (report: Report): string[] =>
    report.flatMap((piece) => (typeof piece === "string" ? [] : piece.target.toString()));

  it("lead to the line of a file, or to the file, and to no folder", () => {
    const found = new Problems();
    found.add({ file: `coder.coder-remote/${FILE}`, reason: "unreadableFile", code: "EIO" });
    found.add({ file: directory, reason: "unreadableFolder", code: "EACCES" });
    const report = describeSummary(
      { directory, name: "coder.coder-remote" },
      {
        skipped: [{ file: `coder.coder-remote/${FILE}`, line: 12, reason: "invalidJson" }],
        skippedCount: 1,
        problems: found.problems,
        problemCounts: found.problemCounts,
      },
    );
    const uri = vscode.Uri.file(join(directory, FILE));
    assert.deepEqual(linksOf(report), [`${uri.toString()}#L12`, uri.toString()]);
    assert.equal(
      reportText(report),
      [
        "Exported.",
        "",
        "Skipped entries, by file and line:",
        `- coder.coder-remote/${FILE}:12`,
        "  The line is not valid JSON.",
        "",
        "Files and folders that were not read or stored completely:",
        `- coder.coder-remote/${FILE}`,
        "  The file could not be read completely (EIO).",
        `- ${directory}`,
        "  The folder could not be read (EACCES).",
        "",
        "Searched for telemetry in:",
        `- ${directory}`,
        "",
      ].join("\n"),
    );
  });

  it("lead to nothing of a support bundle, which is unpacked only for the export", () => {
    const bundle = join("/home", "ada", "support.zip");
    const skip: Skip = { file: FILE, line: 12, reason: "invalidJson" };
    const report = describeSummary({ directory, bundle }, { skipped: [skip], skippedCount: 1 });
    assert.deepEqual(linksOf(report), []);
    assert.match(
      reportText(report),
      /- telemetry-2026-03-01\.jsonl:12\n {2}The line is not valid JSON/,
    );
  });
});
