import { parseLine } from "../../event";
import { jsonText } from "../jsonText";
import type { TelemetryEvent } from "../prepare/eventLines";
import type { IdentifierMode } from "./identifiers";
import { replaceStrings } from "./jsonStrings";
import { isSchemaKey, meaningOf, type KeyMeaning } from "./keys";
import type { LocalNames } from "./localNames";
import { Pseudonymizer } from "./pseudonymizer";
import { maskSecrets, maskWhole, mayHoldSecrets } from "./secrets";

/** Turns an event into what may leave the machine. */
export type ProtectEvent = (event: TelemetryEvent) => TelemetryEvent;

/** How a string is replaced, by what the nearest key that says anything says of it. */
type Replace = (text: string, meaning: KeyMeaning) => string;

/**
 * For the events of one export, in any order: secrets are masked, and `pseudonymize` gives identifiers
 * pseudonyms. An event that holds nothing of it is handed on as it is; of another one, the strings that
 * change are all that changes.
 */
export function createEventProtection(
  mode: IdentifierMode,
  localNames: LocalNames = { users: [], hosts: [] },
): ProtectEvent {
  if (mode === "keep") {
    return (event) => (mayHoldSecrets(event.unseen) ? protectWith(event, maskSecretsIn) : event);
  }
  const pseudonymize = pseudonymizeWith(new Pseudonymizer(localNames));
  return (event) => protectWith(event, pseudonymize);
}

function protectWith(event: TelemetryEvent, protectText: ProtectText): TelemetryEvent {
  const text = protectText(event.text, "row");
  return text === event.text ? event : withText(event, text, protectText);
}

type ProtectText = (json: string, root: KeyMeaning) => string;

function withText(event: TelemetryEvent, text: string, protectText: ProtectText): TelemetryEvent {
  const parsed = parseLine(text);
  if (parsed.kind !== "event") {
    throw new Error(`A protected event is none: ${parsed.kind}`);
  }
  const { row, time } = parsed;
  // Only a row that says `"context": null` below a header has another than its own.
  const context =
    row["context"] ?? (JSON.parse(protectText(jsonText(event.context ?? null), "text")) as unknown);
  const { extensionId } = event;
  return { row, time, context: context ?? undefined, extensionId, text, unseen: text };
}

function maskSecretsIn(json: string, root: KeyMeaning): string {
  return mayHoldSecrets(json) ? replaceIn(json, root, maskByMeaning) : json;
}

function pseudonymizeWith(pseudonymizer: Pseudonymizer): ProtectText {
  const replaceByMeaning: Replace = (text, meaning) =>
    isIdentifier(text, meaning) ? pseudonymizer.replaceValue(text, meaning) : text;
  const replaceWords: Replace = (text, meaning) =>
    isIdentifier(text, meaning) ? pseudonymizer.replaceKnownNames(text) : text;
  return (json, root) => {
    const masked = maskSecretsIn(json, root);
    // First all that the whole event gives away: a name may stand as a word before it is known.
    return replaceIn(replaceIn(masked, root, replaceByMeaning), root, replaceWords);
  };
}

function replaceIn(json: string, root: KeyMeaning, replace: Replace): string {
  return replaceStrings(json, {
    root,
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
