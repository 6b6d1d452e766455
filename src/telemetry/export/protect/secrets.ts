import { findCredentialFlags } from "./commandFlags";
import type { Decoded } from "./decode";
import { isCredentialHeader, isSecretKey } from "./keys";
import { endOf, matchAt } from "./scan";
import { type Span, masked } from "./spans";
import { findTokens } from "./tokens";
import { findUrlPasswords, isQueryKey, queryValue } from "./urlSecrets";
import { type ValueEnd, isNothing, isPlain, valueAt } from "./values";
import { isHarmless } from "./words";

/** The secrets in a decoded text: tokens by their issuers' formats, and values by what stands before them. */
export function findSecrets(decoded: Decoded): Span[] {
  return [
    ...findTokens(decoded.text),
    ...findUrlPasswords(decoded.text),
    ...findKeyedSecrets(decoded),
    ...findSchemes(decoded.text),
    ...findCredentialFlags(decoded),
  ];
}

/** Also of two words: `API key`. */
const KEY = /(?:(?:api|access|secret) (?=keys?\b))?[a-z0-9_.-]+/gi;

/** How a value follows its key: the notations of JSON, YAML, shells, XML, PHP, Go, and of lists of names and values. */
const NOTATIONS: readonly (readonly [how: Notation, pattern: RegExp])[] = [
  [
    "member",
    /["'`]?[,\s\0\x1b]{1,40}(?:(?!\bname\b)[^{}[\]<>]){0,120}?\b(?:values?|val|v|content)["'`]?\s*[:=]\s*/iy,
  ],
  [
    "certain",
    /(?:\[["'\w]{0,20}\])?["'`”’»\])]{0,3}[\s\0\x1b]*(?:[:+?!|]{0,2}={1,3}>?|->)[\s\0\x1b]*/y,
  ],
  ["block", /["'`]?\s*:[ \t]*(?:!\S{1,40}[ \t]{1,5})?[|>][\d+-]{0,2}[ \t]*\r?\n/y],
  ["certain", /["'`”’»\])]{1,3}\s*:[\s\0\x1b]*/y],
  ["likely", /[ \t\0\x1b]*[:：][\s\0\x1b]*/y],
  ["flag", /["'`]?\s+(?=[^\s-])/y],
  ["element", /(?:["']|\s)?[^<>]{0,100}>\s*(?:<!\[CDATA\[)?(?=[^<\s])/y],
  ["neighbour", /["'`]\s*,\s*(?=[a-z]?["'`])/y],
];

/** What may stand before a value and is no part of it: `new Secret("…")`, `!!str …`, `&anchor …`. */
const PREFIX = /(?:new|!{1,2}[\w/.-]{1,40}|&\w{1,40})[ \t]{1,5}(?=\S)/y;

/** `member`: of an object that has the key's name. `likely`: as in prose, where a word may follow. `block`: of lines that are indented. `neighbour`: the next string of a list. */
type Notation = "member" | "certain" | "likely" | "block" | "element" | "neighbour" | "flag";

/** Values behind keys, headers and flags that say that they are secret. */
function findKeyedSecrets(decoded: Decoded): Span[] {
  const { text } = decoded;
  const spans: Span[] = [];
  KEY.lastIndex = 0;
  for (let match = KEY.exec(text); match; match = KEY.exec(text)) {
    const [key] = match;
    const end = match.index + key.length;
    const span =
      isSecretKey(key) || isDockerAuth(text, key, end)
        ? (valueBefore(text, match.index) ??
          secretBehind(decoded, key, match.index, end) ??
          randomBehind(decoded, end))
        : isQueryKey(text, match.index, key)
          ? queryValue(text, end)
          : undefined;
    if (span) {
      spans.push(span);
      KEY.lastIndex = Math.max(span.end, end);
    }
  }
  return spans;
}

function secretBehind(
  decoded: Decoded,
  key: string,
  keyStart: number,
  end: number,
): Span | undefined {
  const { text } = decoded;
  for (const [how, pattern] of NOTATIONS) {
    const separator = matchAt(pattern, text, end)?.[0];
    if (separator === undefined || !isPossible(how, text, key, keyStart)) {
      continue;
    }
    const from = endOf(PREFIX, text, end + separator.length);
    // Before the end of the value is looked for, which can be far.
    const isSentence =
      (how === "likely" || how === "flag") && !/["'`“‘«([{<]/.test(text.charAt(from));
    if (isSentence && isPlain(text.slice(from, from + 120))) {
      return undefined;
    }
    const kind = how === "likely" && isCredentialHeader(key) ? "line" : valueKind(how);
    const { start, end: valueEnd } = valueAt(decoded, from, { kind, keyStart });
    const content = text.slice(start, valueEnd);
    // `<token>` is a place for one.
    const isPlace = /^<[a-z_ -]{2,40}>/.test(text.slice(start - 1, valueEnd + 1));
    const isWord = (how === "neighbour" || key === "auth") && isPlain(content);
    const isKey = how === "neighbour" && /^["'`]\s*:/.test(text.slice(valueEnd, valueEnd + 5));
    return isPlace || isWord || isKey || isNothing(content) ? undefined : masked(start, valueEnd);
  }
  return undefined;
}

function valueKind(how: Notation): ValueEnd["kind"] {
  return how === "block" || how === "element" ? how : "word";
}

/** `{"auths":{"registry.example.com":{"auth":"…"}}}` */
function isDockerAuth(text: string, key: string, end: number): boolean {
  return key === "auth" && /^["']\s*:\s*["']/.test(text.slice(end, end + 10));
}

const VALUE_BEFORE =
  /["'`]?values?["'`]?\s{0,5}[:=]\s{0,5}["'`]([^"'`]{1,300})["'`][\s,](?:[^{}[\]<>]{0,80}[\s,])?["'`]?(?:name|key|header|field)["'`]?\s{0,5}[:=]\s{0,5}["'`]$/i;

/** `{"value":"…","name":"TOKEN"}` */
function valueBefore(text: string, start: number): Span | undefined {
  const before = text.slice(Math.max(0, start - 350), start);
  const match = VALUE_BEFORE.exec(before);
  const value = match?.[1];
  if (!match || value === undefined || isNothing(value)) {
    return undefined;
  }
  const from = start - before.length + before.indexOf(value, match.index + 7);
  return masked(from, from + value.length);
}

const BEHIND =
  /["'`”’»\])}]{0,3}(?:\s{1,3}(?:is|was|value|header|provided))?[^\p{L}\p{N}]{1,12}(?=[A-Za-z0-9])/uy;
const WORD = /[\w+/=~-]{10,200}/y;

/** What follows in a sentence, if it looks random: `invalid token a1B2…`. */
function randomBehind(decoded: Decoded, end: number): Span | undefined {
  const { text } = decoded;
  const start = endOf(BEHIND, text, end);
  const parts = matchAt(WORD, text, start)?.[0].split(/[_/+=~-]/) ?? [];
  return start > end && parts.some(isRandom)
    ? masked(start, valueAt(decoded, start, { kind: "word" }).end)
    : undefined;
}

function isRandom(part: string): boolean {
  const isMixed = /\d.*\d/.test(part) && /[A-Za-z].*[A-Za-z].*[A-Za-z]/.test(part);
  return part.length >= 10 && isMixed && !isHarmless(part);
}

const MEMBER_NAME =
  /(?:^|[\s,{<"'`])(?:name|key|k|id|header|field|variable|param)["'`]?\s{0,3}[:=]\s{0,3}["'`]?$/i;

function isPossible(how: Notation, text: string, key: string, start: number): boolean {
  const before = (length: number): string => text.slice(Math.max(0, start - length), start);
  if (how === "element") {
    return /<[\w:.-]{0,40}(?:\s[^<>]{0,80})?$/.test(before(130));
  }
  if (how === "member") {
    return MEMBER_NAME.test(before(30));
  }
  if (how === "neighbour") {
    return /["'`]$/.test(before(1));
  }
  // npm's configuration; `aws configure set KEY VALUE`, and a line of .netrc.
  return (
    how !== "flag" ||
    key.startsWith("-") ||
    (key.startsWith("_") && before(1) === ":") ||
    /(?:\bset|\blogin\s\S{1,80})\s{1,20}$/.test(before(110))
  );
}

const SCHEME = /\b(?:bearer|basic)\s{1,3}([\w+/.~=-]{8,})/gi;

/** What follows `Bearer` or `Basic`, unless it is a word. */
function findSchemes(text: string): Span[] {
  return Array.from(text.matchAll(SCHEME), ({ 0: match, 1: value = "", index }) => {
    const end = index + match.length;
    const isNoWord = /[A-Z0-9+/=_~]/.test(value.slice(1)) || value.length >= 24;
    return isNoWord && !isPlain(value) ? [masked(end - value.length, end)] : [];
  }).flat();
}
