import type { FormatCount, L10n } from "./l10n";

/** A note for a finished export in which events were repaired. */
export function describeRepaired(
  count: number,
  l10n: L10n,
  formatCount: FormatCount = String,
): readonly string[] {
  if (count === 0) {
    return [];
  }
  return [
    count === 1
      ? l10n.t("1 event was changed so that every JSON parser can read it.")
      : l10n.t(
          "{0} events were changed so that every JSON parser can read them.",
          formatCount(count),
        ),
    l10n.t(
      "Invalid characters became U+FFFD, repeated field names were numbered, and deeply nested values became text.",
    ),
  ];
}
