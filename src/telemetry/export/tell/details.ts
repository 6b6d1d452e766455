import * as vscode from "vscode";
import type { Report } from "../../../command/reports";
import { formatCount } from "../../../localized/formats";
import type { Gaps, Losses } from "../../completeness/completeness";
import { type ProblemSummary, problemCount } from "../../read/problem";
import type { SkipSummary } from "../../read/skips";
import { type TelemetrySource, findPath } from "../../stored/telemetryFolder";
import type { ExportSummary } from "../exportEvents";
import { describeGaps, describeRows, describeUncertain } from "../messages/describeCompleteness";
import { describeProblem } from "../messages/describeProblem";
import { describeLocation, describeReason } from "../messages/describeSkip";

/** The content of an export's details. */
export interface Details {
  /** What happened, one sentence each. */
  readonly sentences: readonly string[];
  readonly summary: ExportSummary;
  readonly sources: readonly TelemetrySource[];
  /** Further notes, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * What was skipped, what is missing, what else is to be known, and where telemetry was searched for. Each sentence has a
 * line of its own, because editors don't wrap lines unless they are told to.
 */
export function describeDetails({ sentences, summary, sources, notes }: Details): Report {
  const folders = new Set(sources.map(({ bundle, directory }) => `- ${bundle ?? directory}\n`));
  return [
    ...paragraph(sentences),
    ...listLosses(summary, sources),
    ...paragraph([
      ...describeUncertain(summary, vscode.l10n, formatCount),
      ...(summary.rowsRead > 0 ? [describeRows(summary, vscode.l10n, formatCount)] : []),
    ]),
    ...paragraph(notes),
    ...(sources.length > 0 ? [`${vscode.l10n.t("Searched for telemetry in:")}\n`, ...folders] : []),
  ];
}

/** Lists what can't be read or is missing, with links to the files. */
export function listLosses(losses: Losses, sources: readonly TelemetrySource[]): Report {
  // What was extracted from a support bundle is deleted after the export.
  const kept = sources.filter(({ bundle }) => bundle === undefined);
  return [
    ...describeSkipped(losses, kept),
    ...describeUnread(losses, kept),
    ...describeMissing(losses),
  ];
}

function describeSkipped(
  { skipped, skippedCount }: SkipSummary,
  sources: readonly TelemetrySource[],
): Report {
  const entries = skipped.map((skip) => [
    ...locate(skip.file, describeLocation(skip), sources, `L${skip.line}`),
    `\n  ${describeReason(skip, vscode.l10n)}`,
  ]);
  const title = vscode.l10n.t("Skipped entries, by file and line:");
  return section(title, entries, skippedCount - skipped.length);
}

function describeUnread(summary: ProblemSummary, sources: readonly TelemetrySource[]): Report {
  const { problems } = summary;
  const entries = problems.map((problem) => [
    ...locate(problem.file, problem.file, sources),
    `\n  ${describeProblem(problem, vscode.l10n)}`,
  ]);
  const title = vscode.l10n.t("Files and folders that were not read or stored completely:");
  return section(title, entries, problemCount(summary) - problems.length);
}

function describeMissing(gaps: Gaps): Report {
  const { total, list, more } = describeGaps(gaps, vscode.l10n, formatCount);
  const entries = list.map((sentence) => [sentence]);
  return section(total, entries, more);
}

/** Entries under a title, if there are any. */
function section(title: string, entries: readonly Report[], more: number): Report {
  return entries.length === 0
    ? []
    : [
        `${title}\n`,
        ...entries.flatMap((entry) => ["- ", ...entry, "\n"]),
        ...(more > 0 ? [`${vscode.l10n.t("And {0} more.", formatCount(more))}\n`] : []),
        "\n",
      ];
}

function paragraph(sentences: readonly string[]): Report {
  return sentences.length > 0 ? [...sentences.map((sentence) => `${sentence}\n`), "\n"] : [];
}

/** A text that leads to the file, if it is a telemetry file. */
function locate(
  file: string,
  text: string,
  sources: readonly TelemetrySource[],
  fragment = "",
): Report {
  const path = findPath(file, sources);
  return [path === undefined ? text : { text, target: vscode.Uri.file(path).with({ fragment }) }];
}
