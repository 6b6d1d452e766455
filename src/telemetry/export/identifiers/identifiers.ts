import type { l10n } from "vscode";

type L10n = Pick<typeof l10n, "t">;

/** What an export does with what identifies a person, a machine or a network. */
export const identifierModes = ["keep", "pseudonymize"] as const;

export type IdentifierMode = (typeof identifierModes)[number];

/** The kinds of identifiers that an export holds, or has pseudonyms for, as words for a list. */
export function describeIdentifierKinds(l10n: L10n): readonly string[] {
  return [
    l10n.t("machine id"),
    l10n.t("session id"),
    l10n.t("deployment URL"),
    l10n.t("user names"),
    l10n.t("home folders"),
    l10n.t("host names"),
    l10n.t("IP addresses"),
    l10n.t("e-mail addresses"),
    l10n.t("URL hosts"),
  ];
}
