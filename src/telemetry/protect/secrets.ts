import type { Decoded } from "./decode";
import { FOREIGN, isSecretKey, keyOf } from "./keys";
import { type Range, endOf, matchAt } from "./scan";
import { credentialFlag, findByPattern, mayHoldPassword } from "./secretPatterns";
import { MASK, type Span } from "./spans";
import { hasRandomPart, isNothing, isPlain, valueAt } from "./values";

/** The secrets in a decoded text: by what they look like, and by what stands before them. */
export function findSecrets(decoded: Decoded): Span[] {
  const found = [...findByPattern(decoded.text), ...findKeyed(decoded)];
  return found.map(({ start, end }) => ({ start, end, text: MASK }));
}

/** Also of two words: `API key`. */
const KEY = new RegExp(
  `${FOREIGN}|(?:[a-z-]{3,20} (?=(?:key|code|phrase)s?\\b))?[a-z0-9ñł_.-]+`,
  "gi",
);

/** So much before a flag is searched for its program. */
const MAX_COMMAND = 200;

/** Values behind keys, headers and flags that say that they are secret. */
function findKeyed(decoded: Decoded): Range[] {
  const { text } = decoded;
  const values: Range[] = [];
  let end = 0;
  for (let match = matchAt(KEY, text, end); match; match = matchAt(KEY, text, end)) {
    const [key] = match;
    const start = match.index;
    end = start + key.length;
    const before = text.slice(Math.max(0, start - MAX_COMMAND), start);
    const flag = key.startsWith("-") || key === "p" ? credentialFlag(before, key) : undefined;
    const value =
      flag === undefined
        ? isSecretKey(key) && (valueBefore(text, start) ?? valueBehind(decoded, { start, end }))
        : valueOfFlag(decoded, { start, end }, flag);
    if (value) {
      values.push(value);
      // `credentials: access_key = "…"`: what follows the first key is the second one.
      const isKey = isSecretKey(text.slice(value.start, value.end));
      end = Math.max(isKey ? value.start : value.end, end);
    }
  }
  return values;
}

/** `curl -u svc:…`, `curl -usvc:…`, `mysql -p'…'` */
function valueOfFlag(decoded: Decoded, { start, end }: Range, flag: string): Range | undefined {
  const { text } = decoded;
  const key = { start, end: start + flag.length };
  const isAttached =
    key.end < end || /^[^"'`]["']$/.test(text.charAt(start - 1) + text.charAt(end));
  return isAttached
    ? secretAt(decoded, { key, start: key.end, looks: undefined, isFlag: true })
    : valueBehind(decoded, key, true);
}

/**
 * What a value looks like behind its key: `prose`, where a word may follow; `list`, where the next string does; `element`, of
 * XML; `random`, in a sentence, where only random characters are secret. Otherwise anything is.
 */
type Notation = readonly [between: RegExp, looks?: "prose" | "list" | "element" | "random"];

/** How a value follows its key: the notations of JSON, YAML, shells, XML, PHP, Go, and of lists of names and values. */
const NOTATIONS: readonly Notation[] = [
  // `"name": "token", "value": "…"`
  [
    /(?<=(?:^|[\s,{<"'`])(?:name|key|k|id|header|field|variable|param)["'`]?\s{0,3}[:=]\s{0,3}["'`]?[\p{L}\w.-]{1,100})["'`]?[,\s\0\x1b]{1,40}(?:(?!\bname\b)[^{}[\]<>]){0,120}?\b(?:values?|val|v|content)["'`]?\s*[:=]\s*/iuy,
  ],
  [
    /(?:\[["'\w]{0,20}\]|:\s?(?:string|str|any)(?=\s?=))?["'`”’»\])]{0,3}[\s\0\x1b]*(?:[:+?!|]{0,2}={1,3}>?|->)[\s\0\x1b]*/y,
  ],
  [/["'`”’»\])]{1,3}\s*:[\s\0\x1b]*/y],
  [/[ \t\0\x1b]*[:：][\s\0\x1b]*/y, "prose"],
  // Flags, npm's configuration, `aws configure set KEY VALUE`, and a line of .netrc.
  [
    /(?<=(?:(?<![\w.-])-|:_|(?:\bset|\blogin\s\S{1,80})\s{1,20})[\p{L}\w.-]{1,100})["'`]?\s+(?:\\\s+)?(?=[^\s-])/uy,
    "prose",
  ],
  // `<token>…</token>`, `<property name="token">…</property>`
  [
    /(?<=<(?:[^<>]{0,100}\s|[\w:.-]{0,40}:)?["'\p{L}\w:.=-]{1,100})["']?(?:\s+[\w:.-]{1,40}=["'][^"'<>]{0,80}["']){0,8}\s*>\s*(?:<!\[CDATA\[)?(?=[^<\s])/uy,
    "element",
  ],
  // `<key>token</key><string>…</string>`
  [/<\/[a-z]{1,10}>\s*<[a-z]{1,10}>\s*(?=[^<\s])/iy, "element"],
  [
    /(?<=["'`][\p{L}\w.-]{1,100})["'`]\s*,\s*(?=[a-z]?["'`](?!-))(?!["'`][^"'`]{0,100}["'`]\s*:)/uy,
    "list",
  ],
  [
    /["'`”’»\])}]{0,3}(?:\s{1,3}for\s{1,3}\S{1,100}(?=\s|:))?(?:\s{1,3}(?:(?:is|was)(?:\sset\sto)?|value|header|provided))?[^\p{L}\p{N}]{1,12}(?=[A-Za-z0-9])/uy,
    "random",
  ],
];

/** What may stand before a value and is no part of it: `new Secret("…")`, `Secret { … }`, `!!str …`, `&anchor …`, a block of YAML. */
const PREFIX =
  /(?:(?:new|[A-Z]\w{0,40}(?=\s\{)|!{1,2}[\w/.-]{1,40}|&\w{1,40}|[|>][\d+-]{0,2}(?=[ \t]*\r?\n))\s{1,20}(?=\S)){1,2}/y;

const VALUE_BEFORE =
  /(?<=values?["'`]?\s{0,5}[:=]\s{0,5}["'`](?<secret>[^"'`]{1,300})["'`][\s,](?:[^{}[\]<>]{0,80}[\s,])?["'`]?(?:name|key|header|field)["'`]?\s{0,5}[:=]\s{0,5}["'`])/diy;

/** `{"value":"…","name":"TOKEN"}` */
function valueBefore(text: string, keyStart: number): Range | undefined {
  const [start, end] = matchAt(VALUE_BEFORE, text, keyStart)?.indices?.groups?.["secret"] ?? [0, 0];
  return isNothing(text.slice(start, end)) ? undefined : { start, end };
}

function valueBehind(decoded: Decoded, key: Range, isFlag = false): Range | undefined {
  const { text } = decoded;
  for (const [between, looks] of NOTATIONS) {
    const separator = matchAt(between, text, key.end)?.[0];
    if (separator !== undefined) {
      const start = endOf(PREFIX, text, key.end + separator.length);
      const value = secretAt(decoded, { key, start, looks, isFlag });
      if (value) {
        return value;
      }
    }
  }
  return undefined;
}

interface Position {
  readonly key: Range;
  readonly start: number;
  readonly looks: Notation[1];
  readonly isFlag: boolean;
}

function secretAt(decoded: Decoded, { key, start, looks, isFlag }: Position): Range | undefined {
  const { text } = decoded;
  const name = text.slice(key.start, key.end);
  const isQuoted = /["'`“‘«([{<]/.test(text.charAt(start));
  // Before the end of the value is looked for, which can be far.
  if (
    (looks === "prose" && !isFlag && !isQuoted && isPlain(text.slice(start, start + 120))) ||
    (looks === "random" && !startsRandom(text, start, name))
  ) {
    return undefined;
  }
  const isLine = looks === "prose" && keyOf(name).isLine;
  const value =
    looks === "element"
      ? { start, end: endOf(/[^<]*/y, text, start) }
      : valueAt(decoded, start, isLine ? key.start : undefined);
  const content = text.slice(value.start, value.end);
  // `<token>` is a place for one.
  const isPlace = /^<[a-z_ -]{2,40}>/.test(text.slice(value.start - 1, value.end + 1));
  const isWord = looks === "list" && isPlain(content);
  const isName = isFlag && !mayHoldPassword(name, content);
  return isPlace || isWord || isName || isNothing(content) ? undefined : value;
}

const WORD = /[\w+/=~-]{10,200}/y;

/** `483920`, `AB12-CD34` */
const CODE =
  /(?:\d{4,10}|(?=[A-Z-]{0,30}\d)(?:[A-Z\d]{6,12}|[A-Z\d]{3,12}(?:-[A-Z\d]{3,12}){1,7}))(?!\w)/y;

/** Whether random characters begin here, `invalid token a1B2…`, or a code. */
function startsRandom(text: string, start: number, name: string): boolean {
  return (
    hasRandomPart(matchAt(WORD, text, start)?.[0] ?? "") ||
    (/(?:code|otp|pin)$/i.test(name) && endOf(CODE, text, start) > start)
  );
}
