import type { Decoded } from "./decode";
import { matchAt, trimRange } from "./scan";
import { isKnownWord } from "./words";

const NOTHING =
  /^(?:true|false|yes|no|on|off|null|nil|undefined|none|unknown|empty|\[?(?:masked|redacted|hidden|filtered)\]?|[*.x•]{3,80}|\d{1,2}|\[?object object\]?|)$/i;

/** Where a shell or a workflow will put a value: `$CODER_TOKEN`, `${{ secrets.TOKEN }}`. */
const VARIABLE = /^\$(?:[A-Z][A-Z_]{2,40}|\{\{?\s?[A-Za-z_.]{1,40}\s?\}\}?)$/;

/** No longer than the longest of {@link NOTHING}. */
const MAX_NOTHING = 80;

/** Whether a value only says that there is none, whether there is one, or that it has been hidden. */
export function isNothing(value: string): boolean {
  const { start, end } = trimRange(value, 0, value.length, /[\s"'`]/);
  const stripped = value.slice(start, end);
  return stripped.length <= MAX_NOTHING && (NOTHING.test(stripped) || VARIABLE.test(stripped));
}

/** A status, the name of an error, or a word of an ordinary sentence. */
const PLAIN_WORD = /^[^A-Za-z0-9_]{0,3}(?:\d{1,3}|[A-Z]?[a-z_]+|[A-Z][A-Z_]+)[^A-Za-z0-9_]*$/;

const AUTHORIZATION_SCHEME = /^(?:bearer|basic|token|digest|negotiate|ntlm|apikey)$/i;

/** Whether what stands behind a key in a sentence is its next words: `token: expired`, `credentials: EACCES: permission denied`. */
export function isPlain(value: string): boolean {
  const words = value
    .slice(0, 120)
    .split(/[\s,;]+/, 2)
    .filter((word) => word !== "");
  const [first = ""] = words;
  return words.every(isPlainWord) && !(AUTHORIZATION_SCHEME.test(first) && words.length < 2);
}

function isPlainWord(word: string): boolean {
  return (
    PLAIN_WORD.test(word) &&
    (word.match(/[A-Za-z]+/g) ?? []).every((part) => part.length > 1 && isKnownWord(part))
  );
}

/** Where a value stands in a text. */
export interface Value {
  readonly start: number;
  readonly end: number;
}

/** How a value ends. */
export interface ValueEnd {
  /** `line`: all that follows on the line belongs to it. `block`: all lines that are indented. `element`: an XML element's content. */
  readonly kind: "word" | "line" | "block" | "element";
  /** Where its key begins: a quote around both ends the line, too. */
  readonly keyStart?: number;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["<", ">"],
]);
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["‘", "’"],
  ["«", "»"],
]);

/** The value that begins at `start`. One whose quote or bracket is not closed goes to the end of the text. */
export function valueAt(decoded: Decoded, start: number, { kind, keyStart = 0 }: ValueEnd): Value {
  const { text } = decoded;
  const first = text[start] ?? "";
  if (kind === "element" || kind === "block") {
    const end = kind === "element" ? /</g : /\n(?=\S)/g;
    return { start, end: before(text, start, end) };
  }
  if (QUOTES.has(first)) {
    const count = openingQuotes(decoded, start);
    return { start: start + count, end: quoteEnd(decoded, start, count) };
  }
  if (kind === "line" && !CLOSING.has(first)) {
    const lineEnd = before(text, start, /[\r\n]/g);
    const isInQuotes = QUOTES.has(text[keyStart - 1] ?? "");
    const end = isInQuotes ? Math.min(quoteEnd(decoded, keyStart - 1), lineEnd) : lineEnd;
    return { start, end };
  }
  return unquotedAt(decoded, start);
}

/** What follows a comma and looks like a key of its own begins another value. */
const NEXT_KEY = /[,;&]\s*["']?[\w.-]{1,60}["']?\s*[=:]/y;

/** A value without quotes around it, as far as no blank ends it outside of its brackets. */
function unquotedAt(decoded: Decoded, start: number): Value {
  const { text } = decoded;
  const open: string[] = [];
  let end = start;
  for (; end < text.length; end++) {
    const char = text[end] ?? "";
    const closing = CLOSING.get(char);
    if (closing !== undefined) {
      open.push(closing);
    } else if (char === open.at(-1)) {
      open.pop();
    } else if (QUOTES.has(char) && (open.length > 0 || end - start <= 1)) {
      end = quoteEnd(decoded, end);
    } else if (open.length === 0 && endsValue(text, end, char)) {
      break;
    }
  }
  const isInBrackets = CLOSING.has(text[start] ?? "");
  const isClosed = isInBrackets && open.length === 0;
  return {
    start: start + (isInBrackets ? 1 : 0),
    end: Math.min(end, text.length) - (isClosed ? 1 : 0),
  };
}

function endsValue(text: string, index: number, char: string): boolean {
  if (/[\s\0\x1b]/.test(char)) {
    return true;
  }
  // A password may hold these, too.
  if (/["'`”’»)\]}>]/.test(char)) {
    return !/[\p{L}\p{N}]/u.test(text[index + 1] ?? "");
  }
  return /[,;&]/.test(char) && matchAt(NEXT_KEY, text, index) !== undefined;
}

/** `"`, or `"""` as in Python, or `""` as in CSV, where nothing stands between two of them. */
function openingQuotes(decoded: Decoded, start: number): number {
  const { text } = decoded;
  let count = 1;
  while (
    count < 3 &&
    text[start + count] === text[start] &&
    decoded.depthAt(start + count) === decoded.depthAt(start)
  ) {
    count++;
  }
  const isEmpty = count === 2 && !/[^\s\0\x1b,;:&)\]}>]/.test(text[start + count] ?? "");
  return isEmpty ? 1 : count;
}

/** The index of the quotes that close those at `start`: no deeper in encodings than these. Otherwise the end of the text. */
function quoteEnd(decoded: Decoded, start: number, count = 1): number {
  const { text } = decoded;
  const quote = (QUOTES.get(text[start] ?? "") ?? "").repeat(count);
  const depth = decoded.depthAt(start);
  let end = text.indexOf(quote, start + count);
  while (end !== -1 && decoded.depthAt(end) > depth) {
    end = text.indexOf(quote, end + 1);
  }
  return end === -1 ? text.length : end;
}

function before(text: string, start: number, end: RegExp): number {
  return matchAt(end, text, start)?.index ?? text.length;
}
