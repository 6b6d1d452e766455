import type { Gap, Gaps } from "../../completeness/completeness";
import type { ExportSummary } from "../exportEvents";
import { type FormatCount, type L10n, english } from "./l10n";

/** The counts that {@link describeRows} needs. */
type RowCounts = Pick<
  ExportSummary,
  "eventCount" | "omittedCount" | "outsideCount" | "rowsRead" | "skippedCount"
>;

/** Whether there is anything to say about the completeness of an export without losses. */
export function isRemarkable(summary: ExportSummary): boolean {
  return summary.gapCount > 0 || describeUncertain(summary, english).length > 0;
}

/** Says that events from the end of the range can be in a file of a later day. */
export function describeLaterFile(laterFile: string, l10n: L10n): readonly string[] {
  return [
    l10n.t(
      "Events from just before the end of the range can be in {0}, which is not exported.",
      laterFile,
    ),
    l10n.t("To include them, end the range a day later."),
  ];
}

/** What became of the rows that were read. */
export function describeRows(
  counts: RowCounts,
  l10n: L10n,
  formatCount: FormatCount = String,
): string {
  const { rowsRead, eventCount, omittedCount, skippedCount, outsideCount } = counts;
  if (omittedCount > 0) {
    return l10n.t(
      "Entries read: {0}. Exported: {1}. Not in this format: {2}. Skipped: {3}. Outside the range: {4}.",
      formatCount(rowsRead),
      formatCount(eventCount),
      formatCount(omittedCount),
      formatCount(skippedCount),
      formatCount(outsideCount),
    );
  }
  return l10n.t(
    "Entries read: {0}. Exported: {1}. Skipped: {2}. Outside the range: {3}.",
    formatCount(rowsRead),
    formatCount(eventCount),
    formatCount(skippedCount),
    formatCount(outsideCount),
  );
}

/** A sentence for each of the first gaps, and how many more there are. */
export function describeGaps(
  { gaps, gapCount, missingCount }: Gaps,
  l10n: L10n,
  formatCount: FormatCount = String,
): { readonly total: string; readonly list: readonly string[]; readonly more: number } {
  const total =
    missingCount === 1
      ? l10n.t("1 event is missing between stored ones. Skipped entries also leave gaps.")
      : l10n.t(
          "{0} events are missing between stored ones. Skipped entries also leave gaps.",
          formatCount(missingCount),
        );
  const list = gaps.map((gap) => describeGap(gap, l10n, formatCount));
  return { total, list, more: gapCount - gaps.length };
}

function describeGap(
  { session, after, before, count }: Gap,
  l10n: L10n,
  formatCount: FormatCount,
): string {
  const name = shorten(session);
  return count === 1
    ? l10n.t("Session {0}: 1 event between {1} and {2} is missing.", name, after, before)
    : l10n.t(
        "Session {0}: {1} events between {2} and {3} are missing.",
        name,
        formatCount(count),
        after,
        before,
      );
}

/** The start of a session ID, as in file names. A pseudonym stays as it is. */
function shorten(session: string): string {
  return /^[0-9a-f]{32}$/i.test(session) ? session.slice(0, 8) : session;
}

/** What else is to be known about the exported events. */
export function describeUncertain(
  { duplicateCount, uncheckedCount, outOfOrderCount, laterFiles }: ExportSummary,
  l10n: L10n,
  formatCount: FormatCount = String,
): readonly string[] {
  const [duplicates, unchecked] = [formatCount(duplicateCount), formatCount(uncheckedCount)];
  const sentences: string[] = [];
  if (duplicateCount > 0) {
    sentences.push(
      duplicateCount === 1
        ? l10n.t("1 event has the session and the sequence number of another one.")
        : l10n.t("{0} events have the session and the sequence number of another one.", duplicates),
    );
  }
  if (uncheckedCount > 0) {
    sentences.push(
      uncheckedCount === 1
        ? l10n.t("1 event can't be checked for gaps and duplicates.")
        : l10n.t("{0} events can't be checked for gaps and duplicates.", unchecked),
    );
  }
  if (outOfOrderCount > 0) {
    sentences.push(
      outOfOrderCount === 1
        ? l10n.t(
            "1 event is earlier than the event stored before it, for example because the clock was set back.",
          )
        : l10n.t(
            "{0} events are earlier than the event stored before them, for example because the clock was set back.",
            formatCount(outOfOrderCount),
          ),
      l10n.t("Such events can be out of order in the export."),
    );
  }
  const [laterFile] = laterFiles;
  return laterFile === undefined
    ? sentences
    : [...sentences, ...describeLaterFile(laterFile, l10n)];
}
