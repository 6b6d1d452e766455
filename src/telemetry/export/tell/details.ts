import * as vscode from "vscode";
import type { Report } from "../../../command/reports";
import { formatCount } from "../../../localized/formats";
import { type TelemetrySource, findPath } from "../../stored/telemetryFolder";
import type { ExportSummary } from "../exportEvents";
import { describeLocation, describeReason } from "../messages";
import type { Skip } from "../read/skip";

/** The content of an export's details. */
export interface Details {
  readonly message: string;
  readonly summary: Pick<ExportSummary, "skipped" | "skippedCount">;
  readonly sources: readonly TelemetrySource[];
  /** Further notes, one sentence each. */
  readonly notes: readonly string[];
}

/** What was skipped, a line each as far as the summary tells it, what else is to be known, and where telemetry was searched for. */
export function describeDetails({ message, summary, sources, notes }: Details): Report {
  const folders = new Set(sources.map(({ bundle, directory }) => `- ${bundle ?? directory}\n`));
  return [
    `${message}\n\n`,
    ...(summary.skippedCount > 0 ? describeSkipped(summary, sources) : []),
    ...(notes.length > 0 ? [...notes.map((note) => `${note}\n`), "\n"] : []),
    ...(sources.length > 0 ? [`${vscode.l10n.t("Searched for telemetry in:")}\n`, ...folders] : []),
  ];
}

function describeSkipped(
  { skipped, skippedCount }: Details["summary"],
  sources: readonly TelemetrySource[],
): Report {
  // What was extracted from a support bundle is deleted after the export.
  const kept = sources.filter(({ bundle }) => bundle === undefined);
  const more = skippedCount - skipped.length;
  return [
    `${vscode.l10n.t("Skipped entries, by file and line:")}\n`,
    ...skipped.flatMap((skip) => describeEntry(skip, kept)),
    ...(more > 0 ? [`${vscode.l10n.t("And {0} more.", formatCount(more))}\n`] : []),
    "\n",
  ];
}

/** A line that leads to the entry, where that is in a telemetry file. */
function describeEntry(skip: Skip, sources: readonly TelemetrySource[]): Report {
  const text = describeLocation(skip);
  const reason = `: ${describeReason(skip, vscode.l10n)}\n`;
  const path = findPath(skip.file, sources);
  if (path === undefined) {
    return [`- ${text}${reason}`];
  }
  const fragment = skip.line === undefined ? "" : `L${skip.line}`;
  return ["- ", { text, target: vscode.Uri.file(path).with({ fragment }) }, reason];
}
