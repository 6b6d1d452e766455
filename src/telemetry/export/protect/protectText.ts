import type { IdentifierMode } from "./identifiers";
import { replaceStrings } from "./jsonStrings";
import { type KeyMeaning, isSchemaKey, meaningOf } from "./keys";
import type { LocalNames } from "./localNames";
import { Pseudonymizer } from "./pseudonymizer";
import { maskSecrets, maskWhole, mayHoldSecrets } from "./secrets";

/** Turns the JSON text of a row or a header into what may leave the machine; text that holds nothing of it stays the same. */
export type ProtectText = (json: string) => string;

/** How a string is replaced, by what the nearest key that says anything says of it. */
type Replace = (text: string, meaning: KeyMeaning) => string;

/** For the rows of one export: secrets are masked, and `pseudonymize` gives identifiers pseudonyms. */
export function createProtection(
  mode: IdentifierMode,
  localNames: LocalNames = { users: [], hosts: [] },
): ProtectText {
  return mode === "keep" ? maskSecretsIn : pseudonymizeWith(new Pseudonymizer(localNames));
}

function maskSecretsIn(json: string): string {
  return mayHoldSecrets(json) ? replaceIn(json, maskByMeaning) : json;
}

function pseudonymizeWith(pseudonymizer: Pseudonymizer): ProtectText {
  const replaceByMeaning: Replace = (text, meaning) =>
    isIdentifier(text, meaning) ? pseudonymizer.replaceValue(text, meaning) : text;
  const replaceWords: Replace = (text, meaning) =>
    isIdentifier(text, meaning) ? pseudonymizer.replaceKnownNames(text) : text;
  // First all that the whole row gives away: a name may stand as a word before it is known.
  return (json) => replaceIn(replaceIn(maskSecretsIn(json), replaceByMeaning), replaceWords);
}

function replaceIn(json: string, replace: Replace): string {
  return replaceStrings(json, {
    root: "row",
    meaningOf,
    replace: (text, meaning, isKey) => {
      if (isKey) {
        return isSchemaKey(text) ? text : replace(text, "text");
      }
      return replace(text, meaning);
    },
  });
}

function maskByMeaning(text: string, meaning: KeyMeaning): string {
  return meaning === "secret" ? maskWhole(text) : maskSecrets(text);
}

/** Names of events, ids and versions are none, if they look like it. */
function isIdentifier(text: string, meaning: KeyMeaning): boolean {
  return !PLAIN.get(meaning)?.test(text);
}

const PLAIN: ReadonlyMap<KeyMeaning, RegExp> = new Map([
  ["name", /^/],
  ["id", /^[0-9a-f-]*$/i],
  ["version", /^v?\d[\w.+~-]*$/],
]);
