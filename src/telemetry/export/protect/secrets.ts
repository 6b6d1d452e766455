import { findCredentialFlags } from "./commandFlags";
import type { Decoded } from "./decode";
import { isCredentialHeader, isSecretKey } from "./keys";
import { type Span, masked } from "./spans";
import { findTokens } from "./tokens";
import { isNothing, isPlain, valueAt } from "./values";

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

/** To the next URL, or a quote that ends a value. */
const AUTHORITY = /:\/\/((?:(?!:\/\/)[^\s"'<>`]|["'`](?=[A-Za-z0-9@]))*)/g;

/** Passwords between a URL's scheme and host, also with characters that should have been percent-encoded. */
function findUrlPasswords(text: string): Span[] {
  return Array.from(text.matchAll(AUTHORITY), ({ 1: rest = "", index }) => {
    const [authority = ""] = /^[^/?#]*/.exec(rest) ?? [];
    const isWhole = authority.includes("@");
    const at = isWhole ? authority.lastIndexOf("@") : rest.indexOf("@");
    const colon = authority.indexOf(":");
    const start = index + "://".length;
    if (at === -1) {
      return [];
    }
    if (colon === -1 || colon > at) {
      // A long random name is a token that stands in a user's place.
      const isToken = isWhole && at >= 16 && /\d/.test(authority) && /[a-z]/i.test(authority);
      return isToken ? [masked(start, start + at)] : [];
    }
    // Behind a port an `@` belongs to the path.
    const isPort = !isWhole && /^\d{1,5}(?:[/?#]|$)/.test(rest.slice(colon + 1));
    const end = start + at;
    return isPort || end === start + colon + 1 ? [] : [masked(start + colon + 1, end)];
  }).flat();
}

const KEY = /[A-Za-z0-9_.-]+/g;

/** How a value follows its key: the notations of JSON, YAML, shells, XML, PHP, Go, and of lists of names and values. */
const NOTATIONS: readonly (readonly [how: Notation, pattern: RegExp])[] = [
  ["certain", /["'`]?[,\s\0]{1,40}["'`]?values?["'`]?\s*[:=]\s*/iy],
  ["certain", /(?:\[["'\w]{0,20}\])?["'`”’»\])]{0,3}[\s\0]*(?:=>|->|:=|=)[\s\0]*/y],
  ["block", /["'`]?\s*:\s*[|>][+-]?[ \t]*\r?\n/y],
  ["certain", /["'`”’»\])]{1,3}\s*:[\s\0]*/y],
  ["likely", /[ \t\0]*:[\s\0]*/y],
  ["element", /(?:["']|\s)?[^<>]{0,100}>(?=[^<\s])/y],
  ["neighbour", /["'`]\s*,\s*(?=[a-z]?["'`])/y],
  ["flag", /["'`]?\s+(?=[^\s-])/y],
];

/** `likely`: as in prose, where a word may follow. `block`: of lines that are indented. `neighbour`: the next string of a list. */
type Notation = "certain" | "likely" | "block" | "element" | "neighbour" | "flag";

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
        ? (secretBehind(decoded, key, match.index, end) ?? valueBefore(text, match.index))
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
    pattern.lastIndex = end;
    const separator = pattern.exec(text)?.[0];
    if (separator === undefined || !isPossible(how, text, key, keyStart)) {
      continue;
    }
    const from = end + separator.length;
    // Before the end of the value is looked for, which can be far.
    const isSentence =
      (how === "likely" || how === "flag") && !/["'`“‘«([{<]/.test(text.charAt(from));
    if (isSentence && isPlain(text.slice(from, from + 120))) {
      return undefined;
    }
    const { start, end: valueEnd } = valueAt(decoded, from, {
      kind: how === "likely" && isCredentialHeader(key) ? "line" : VALUE_KINDS[how],
      keyStart,
    });
    const content = text.slice(start, valueEnd);
    // `<token>` is a place for one.
    const isPlace = /^<[a-z_ -]{2,40}>/.test(text.slice(start - 1, valueEnd + 1));
    const isWord = (how === "neighbour" || key === "auth") && isPlain(content);
    return isPlace || isWord || isNothing(content) ? undefined : masked(start, valueEnd);
  }
  return undefined;
}

const VALUE_KINDS = {
  certain: "word",
  likely: "word",
  block: "block",
  element: "element",
  neighbour: "word",
  flag: "word",
} as const;

/** `{"auths":{"registry.example.com":{"auth":"…"}}}` */
function isDockerAuth(text: string, key: string, end: number): boolean {
  return key === "auth" && /^["']\s*:\s*["']/.test(text.slice(end, end + 10));
}

const VALUE_BEFORE =
  /["'`]?values?["'`]?\s{0,5}[:=]\s{0,5}["'`]([^"'`]{1,300})["'`]\s{0,5},\s{0,5}["'`]?(?:name|key|header|field)["'`]?\s{0,5}[:=]\s{0,5}["'`]$/i;

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

function isPossible(how: Notation, text: string, key: string, start: number): boolean {
  const before = (length: number): string => text.slice(Math.max(0, start - length), start);
  if (how === "element") {
    return /<[\w:.-]{0,40}(?:\s[^<>]{0,80})?$/.test(before(130));
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

const QUERY_KEY = /^(?:code|key|sig|signature|auth|jwt|session|sid|state|x-amz-[a-z-]{1,40})$/i;

/** Parameters of a URL that are secrets there, and ordinary words elsewhere. */
function isQueryKey(text: string, start: number, key: string): boolean {
  return (
    /[?&]/.test(text[start - 1] ?? "") && text[start + key.length] === "=" && QUERY_KEY.test(key)
  );
}

const QUERY_VALUE = /=([^&\s#"'<>]+)/y;

function queryValue(text: string, end: number): Span | undefined {
  QUERY_VALUE.lastIndex = end;
  const value = QUERY_VALUE.exec(text)?.[1];
  return value === undefined || isNothing(value) || isPlain(value) || /^\d{1,5}$/.test(value)
    ? undefined
    : masked(end + 1, end + 1 + value.length);
}

const SCHEME = /\b(?:bearer|basic)\s{1,3}([\w+/.~=-]{8,})/gi;

/** What follows `Bearer` or `Basic`, unless it is a word. */
function findSchemes(text: string): Span[] {
  return Array.from(text.matchAll(SCHEME), ({ 0: match, 1: value = "", index }) => {
    const end = index + match.length;
    const isRandom = /[A-Z0-9+/=_~]/.test(value.slice(1)) || value.length >= 24;
    return isRandom && !isPlain(value) ? [masked(end - value.length, end)] : [];
  }).flat();
}
