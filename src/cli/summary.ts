import { existsSync } from "node:fs";
import { type ExportOutcome, type ExportSummary, isUnread } from "../telemetry/export/exportEvents";
import type { ExportFormat } from "../telemetry/export/formats/format";
import {
  describeGaps,
  describeRows,
  describeUncertain,
} from "../telemetry/export/messages/describeCompleteness";
import { describeOmitted } from "../telemetry/export/messages/describeOmitted";
import { describeIdentifiers, describeNothing } from "../telemetry/export/messages/describeOutcome";
import { describeProblem, describeProblems } from "../telemetry/export/messages/describeProblem";
import { describeRepaired } from "../telemetry/export/messages/describeRepaired";
import { describeSkip } from "../telemetry/export/messages/describeSkip";
import { english } from "../telemetry/export/messages/l10n";
import type { IdentifierMode } from "../telemetry/protect/identifiers";
import { problemCount } from "../telemetry/read/problem";

/** What was requested, as far as the summary says it. */
export interface SummarizedRequest {
  readonly format: ExportFormat;
  readonly identifiers: IdentifierMode;
  /** Path of the file. */
  readonly destination: string;
}

/** Says how an export ended, in English. */
export function summarize(
  outcome: ExportOutcome,
  { destination, format, identifiers }: SummarizedRequest,
): string {
  if (outcome.kind === "cancelled") {
    return `The export was interrupted. ${describeUnwritten(destination)}`;
  }
  const { eventCount, fileCount, bytesWritten, oversizedRequestCount: oversized } = outcome;
  const isExported = outcome.kind === "exported";
  const omitted = describeOmitted(outcome, format, english);
  const [nothing = describeNothing(isUnread(outcome), english)] = omitted;
  return [
    !isExported
      ? `${nothing} ${describeUnwritten(destination)}`
      : `Exported ${counted(eventCount, "event")} from ${counted(fileCount, "file")} to ${destination} (${bytesWritten} bytes).`,
    ...(isExported ? [...omitted, ...describeIdentifiers(identifiers, english)] : []),
    ...(oversized > 0 && format.tooLarge
      ? [format.tooLarge.describe(oversized, english, String)]
      : []),
    ...describeRepaired(outcome.repairedCount, english),
    ...describeFound(outcome),
  ].join("\n");
}

/** Says in English what an export could not read or check, and what became of the rows. Returns lines. */
export function describeFound(summary: ExportSummary): string[] {
  const { skipped, skippedCount, problems, gapCount, rowsRead } = summary;
  const gaps = describeGaps(summary, english);
  return [
    ...(skippedCount > 0 ? [`Unreadable entries that were skipped: ${skippedCount}`] : []),
    ...list(
      skipped.map((skip) => describeSkip(skip, english)),
      skippedCount - skipped.length,
    ),
    ...describeProblems(summary, english),
    ...list(
      problems.map((problem) => `${problem.file}: ${describeProblem(problem, english)}`),
      problemCount(summary) - problems.length,
    ),
    ...(gapCount > 0 ? [gaps.total] : []),
    ...list(gaps.list, gaps.more),
    ...describeUncertain(summary, english),
    ...(rowsRead > 0 ? [describeRows(summary, english)] : []),
  ];
}

function describeUnwritten(destination: string): string {
  return existsSync(destination)
    ? `${destination} was not changed.`
    : `Nothing was saved to ${destination}.`;
}

function list(entries: readonly string[], more: number): string[] {
  return [...entries.map((entry) => `  ${entry}`), ...(more > 0 ? [`  ... and ${more} more`] : [])];
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
