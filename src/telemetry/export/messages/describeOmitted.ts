import type { ExportFormat } from "../formats/format";
import type { FormatCount, L10n } from "./l10n";

/** Notes for a finished export: how many events the format can't represent, if any. */
export function describeOmitted(
  { eventCount, omittedCount }: EventCounts,
  { omitted }: ExportFormat,
  l10n: L10n,
  formatCount: FormatCount = String,
): readonly string[] {
  if (omittedCount === 0 || !omitted) {
    return [];
  }
  const allCount = formatCount(eventCount + omittedCount);
  return eventCount === 0
    ? [omitted.describeAll(allCount, l10n)]
    : [omitted.describe(formatCount(eventCount), allCount, l10n)];
}

interface EventCounts {
  /** Events written. */
  readonly eventCount: number;
  readonly omittedCount: number;
}
