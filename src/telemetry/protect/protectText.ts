import { decode } from "./decode";
import { createHint } from "./hint";
import { type SearchTools, findIdentifiers } from "./identifierSearch";
import type { IdentifierMode } from "./identifiers";
import { type ValueRules, replaceValues } from "./jsonStrings";
import { type KeyMeaning, isIdentifier, isSecretKey, keyOf } from "./keys";
import { type LocalNames, localNamePatterns } from "./localNames";
import { Memo } from "./memo";
import { replaceNames } from "./namedValues";
import { Pseudonyms, createPseudonymKey } from "./pseudonyms";
import { credentialFlag, isAuth, mayHoldPassword } from "./secretPatterns";
import { findSecrets } from "./secrets";
import { MASK, replaceSpans } from "./spans";
import { isNothing, isPlain } from "./values";

/**
 * Turns the JSON text of a row or a header into what may leave the machine; text that holds nothing of it stays the same.
 *
 * @param value the parsed text, if the caller has it.
 */
export type ProtectText = (json: string, value?: object) => string;

/**
 * For the rows of one export: secrets are masked, and `pseudonymize` replaces what is not known to be harmless.
 *
 * @param pseudonymKey equal names have equal pseudonyms wherever it is the same.
 */
export function createProtection(
  mode: IdentifierMode,
  localNames: LocalNames = { users: [], hosts: [] },
  pseudonymKey = createPseudonymKey(),
): ProtectText {
  if (mode === "keep") {
    const rules = rulesOf(protectString);
    const mayHoldSecrets = createHint();
    return (json, value = JSON.parse(json) as object) =>
      mayHoldSecrets(value) ? replaceValues(json, rules, "row") : json;
  }
  const tools = {
    pseudonyms: new Pseudonyms(pseudonymKey),
    localNames: localNamePatterns(localNames),
  };
  const rules = rulesOf((text, meaning) => pseudonymize(text, meaning, tools), isWhatItsKeySays);
  return (json) => replaceValues(json, rules, "row");
}

/** Returns one text, protected as the value of a key of a row, in well-formed Unicode as in an export. */
export function protectValue(key: string, text: string, protect: ProtectText): string {
  const safe = JSON.parse(protect(JSON.stringify({ [key]: text }))) as Record<string, string>;
  return (safe[key] ?? "").toWellFormed();
}

/** A key's own name, or what the nearest key that says anything says of a value. */
type StringMeaning = KeyMeaning | "key";

/** @param stays whether a value needs no look: most are ids and times, of which no two are alike. */
function rulesOf(
  replace: (text: string, meaning: StringMeaning) => string,
  stays: (text: string, meaning: StringMeaning) => boolean = () => false,
): ValueRules {
  const memos = new Map<StringMeaning, Memo<string>>();
  const replaceText = (text: string, meaning: StringMeaning): string => {
    if (stays(text, meaning)) {
      return text;
    }
    const memo = memos.get(meaning) ?? new Memo<string>();
    memos.set(meaning, memo);
    return memo.of(text, () => orMask(() => replace(text, meaning)));
  };
  return {
    meaningAfter,
    replaceKey: (key) => replaceText(key, "key"),
    replaceNumber: (number, meaning) =>
      meaning === "secret" && !isNothing(number) ? MASK : undefined,
    replaceString: (text, meaning, before = "") => {
      const flag = text.startsWith("-") ? credentialFlag(before, text) : undefined;
      if (flag !== undefined && mayHoldPassword(flag, text.slice(flag.length))) {
        return flag + MASK;
      }
      const isLikely = meaning === "likelySecret";
      if (meaning !== "secret" && !isLikely) {
        return meaning === "auth" && isAuth(text) ? MASK : replaceText(text, meaning);
      }
      return isNothing(text) || (isLikely && (text.startsWith("-") || isPlain(text))) ? text : MASK;
    },
  };
}

/**
 * A text that cannot be searched may hold anything: V8 gives up on a match that takes more than 64 MB to go back
 * (`RegExpStack::kMaximumStackSize`), which are millions of letters without a blank.
 */
function orMask(replace: () => string): string {
  try {
    return replace();
  } catch (error) {
    if (error instanceof RangeError) {
      return MASK;
    }
    throw error;
  }
}

/** Whether a secret follows in a list (`--token`, `Cookie`), or is the value of what has this name. */
function meaningAfter(text: string, before: string | undefined): KeyMeaning | undefined {
  if (before !== undefined && credentialFlag(before, text) === text) {
    return "secret";
  }
  if (!isSecretKey(text)) {
    return undefined;
  }
  const isCertain = before === undefined || keyOf(text).isLine || text.startsWith("-");
  return isCertain ? "secret" : "likelySecret";
}

function protectString(text: string): string {
  const decoded = decode(text);
  return replaceSpans(decoded, findSecrets(decoded));
}

/** Whose values are what they say, if they look like it. */
const SHAPES: ReadonlyMap<StringMeaning, RegExp> = new Map([
  ["id", /^[0-9a-f-]{1,64}$/i],
  ["time", /^[\d:.TZ+ -]{1,40}$/i],
  ["count", /^-?\d{1,15}$/],
  // Also the commit that a version was built from, which has a letter: digits alone may be a phone's.
  ["version", /^(?:v?\d{1,5}(?:\.\d{1,5}){0,2}[-+]?)?(?=\d*[a-f])[0-9a-f]{7,40}$/],
]);

function isWhatItsKeySays(text: string, meaning: StringMeaning): boolean {
  return SHAPES.get(meaning)?.test(text) ?? false;
}

const EVENT_NAME = /^[A-Za-z][\w.]{0,200}$/;

function pseudonymize(text: string, meaning: StringMeaning, tools: SearchTools): string {
  if (meaning === "name" && EVENT_NAME.test(text)) {
    // An unknown word costs itself alone.
    return text.replace(/[^.]+/g, (word) => pseudonymize(word, "key", tools));
  }
  const decoded = decode(text);
  const all = { start: 0, end: decoded.text.length };
  const named = isIdentifier(meaning)
    ? replaceNames(decoded.text, all, meaning, tools.pseudonyms)
    : undefined;
  return replaceSpans(decoded, named ?? findIdentifiers(decoded, meaning === "key", tools));
}
