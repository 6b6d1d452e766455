import type { IdentifierMode } from "../../protect/identifiers";
import type { EventFilter } from "../select/eventFilter";
import { describeError } from "./describeError";
import type { L10n } from "./l10n";

/** Notes for a finished export: says whether only some events were exported. */
export function describeFilter(filter: EventFilter | undefined, l10n: L10n): readonly string[] {
  return filter ? [l10n.t("Only events that match the filter were exported.")] : [];
}

/** Says that no event was exported. `isUnread`: see {@link isUnread}. */
export function describeNothing(isUnread: boolean, l10n: L10n, filter?: EventFilter): string {
  if (isUnread) {
    return l10n.t("No events could be read in this range.");
  }
  return filter
    ? l10n.t("No events in this range match the filter.")
    : l10n.t("No telemetry is stored in this range.");
}

/** Notes for a finished export: says whether identifiers were replaced. */
export function describeIdentifiers(mode: IdentifierMode, l10n: L10n): readonly string[] {
  return mode === "pseudonymize" ? [l10n.t("Identifiers were replaced with pseudonyms.")] : [];
}

/** Says that the export succeeded without its manifest, and why. */
export function describeManifestError(error: unknown, l10n: L10n): string {
  return l10n.t("The manifest was not written. {0}", describeError(error, l10n));
}
