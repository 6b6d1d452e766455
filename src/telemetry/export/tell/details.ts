import * as vscode from "vscode";
import { formatCount } from "../../../localized/formats";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import type { ExportSummary } from "../exportEvents";
import { describeSkip } from "../messages";

/** What the details of an export say. */
export interface Details {
  readonly message: string;
  readonly summary: Pick<ExportSummary, "skipped" | "skippedCount">;
  readonly sources: readonly TelemetrySource[];
  /** What else is to be known, a sentence each. */
  readonly notes: readonly string[];
}

/** What was left out, a line each as far as the summary tells it, what else is to be known, and what was read. */
export function describeDetails({ message, summary, sources, notes }: Details): string {
  const { skipped, skippedCount } = summary;
  const more = skippedCount - skipped.length;
  const missing = [
    vscode.l10n.t("Entries that are missing, by file and line:"),
    ...skipped.map((skip) => `- ${describeSkip(skip, vscode.l10n)}`),
    ...(more > 0 ? [vscode.l10n.t("And {0} more.", formatCount(more))] : []),
    "",
  ];
  const folders = new Set(sources.map(({ bundle, directory }) => `- ${bundle ?? directory}`));
  return [
    message,
    "",
    ...(skippedCount > 0 ? missing : []),
    ...(notes.length > 0 ? [...notes, ""] : []),
    ...(sources.length > 0 ? [vscode.l10n.t("Telemetry was read from:"), ...folders, ""] : []),
  ].join("\n");
}
