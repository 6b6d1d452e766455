import { MAX_LINE_BYTES } from "../../read/lineLimit";
import type { Skip } from "../../read/skips";
import type { L10n } from "./l10n";

/** Which row was left out of an export, and why. */
export function describeSkip(skip: Skip, l10n: L10n): string {
  return `${describeLocation(skip)}: ${describeReason(skip, l10n)}`;
}

/** As "telemetry-2026-03-01.jsonl:12". */
export function describeLocation({ file, line }: Skip): string {
  return `${file}:${line}`;
}

/** Why a row was left out of an export. */
export function describeReason({ reason, length = 0 }: Skip, l10n: L10n): string {
  const reasons: Record<Skip["reason"], string> = {
    invalidJson: l10n.t("The line is not valid JSON."),
    notAnObject: l10n.t("The line is not a JSON object."),
    noEventName: l10n.t("The line has no event_name."),
    invalidEventName: l10n.t("The event_name is not a string."),
    noTimestamp: l10n.t("The line has no timestamp."),
    invalidTimestamp: l10n.t("The timestamp is not an ISO 8601 date and time."),
    nonexistentTimestamp: l10n.t("The timestamp is a date or time that does not exist."),
    tooLong: l10n.t("The line is {0} bytes long. The limit is {1} bytes.", length, MAX_LINE_BYTES),
  };
  return reasons[reason];
}
