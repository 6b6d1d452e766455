import type { Decoded } from "./decode";
import { type Range, matchAt } from "./scan";
import { isHarmless, isKnownWord } from "./words";

/** A letter alone may follow, which belongs to what stands around the value: `token=true|b`. */
const END = "(?:[^\\p{L}\\p{N}_]{1,3}[\\p{L}\\p{N}])?[^\\p{L}\\p{N}_]*$";

const NOTHING = new RegExp(
  `^(?:(?:bearer|basic|token)\\s)?[\\s"'\x60]*(?:$|[^\\p{L}\\p{N}]{1,3}$|(?:true|false|yes|no|on|off|null|nil|undefined|none|unknown|empty|missing|required|optional|invalid|expired|present|absent|unset|not set|n/a|include|omit|same-origin|\\[?(?:masked|redacted|hidden|filtered)\\]?|[*.x•]{3,80}|\\d{1,2}|\\[?object object\\]?)${END})`,
  "iu",
);

/** Where a shell or a workflow will put a value: `$CODER_TOKEN`, `${{ secrets.TOKEN }}`. */
const VARIABLE = new RegExp(
  `^["'\x60]?\\$(?:[A-Z][A-Z_]{2,40}|\\{\\{?\\s?[A-Za-z_.]{1,40}\\s?\\}\\}?)${END}`,
  "u",
);

/** No longer than the longest of {@link NOTHING}, with quotes. */
const MAX_NOTHING = 100;

/** Whether a value, or what stands before a last letter, only says that there is none, whether there is one, or that it has been hidden. */
export function isNothing(value: string): boolean {
  const trimmed = value.trim();
  return trimmed.length <= MAX_NOTHING && (NOTHING.test(trimmed) || VARIABLE.test(trimmed));
}

/** A status, the name of an error, or a word of an ordinary sentence. */
const PLAIN_WORD =
  /^[^A-Za-z0-9_]{0,3}(?:\d{1,3}|[A-Z]?[a-z_]+|[A-Z][A-Z_]+|[A-Z][A-Za-z]{2,30}Error)[^A-Za-z0-9_]*$/;

const AUTHORIZATION_SCHEME = /^(?:bearer|basic|token|digest|negotiate|ntlm|apikey)$/i;

/** Where a secret is stored: `private key: ~/.ssh/id_ed25519`. */
const FILE = /^(?:~|[A-Za-z]:|\/(?:etc|home|opt|root|run|tmp|usr|Users|var))[/\\]/;

/** Whether what stands behind a key in a sentence is its next words: `token: expired`, `credentials: EACCES: permission denied`. */
export function isPlain(value: string): boolean {
  if (FILE.test(value)) {
    return true;
  }
  const words = value
    .slice(0, 120)
    .split(/[\s,;&|]+/, 2)
    .filter((word) => word !== "");
  const [first = ""] = words;
  return (
    words.every(
      (word, index) =>
        isPlainWord(word) ||
        (index > 0 && /^[^\p{L}\p{N}_]*[\p{L}\p{N}][^\p{L}\p{N}_]*$/u.test(word)),
    ) && !(AUTHORIZATION_SCHEME.test(first) && words.length < 2)
  );
}

function isPlainWord(word: string): boolean {
  return (
    PLAIN_WORD.test(word) &&
    (word.match(/[A-Za-z]+/g) ?? []).every((part) => part.length > 1 && isKnownWord(part))
  );
}

/** Whether a part of a text looks random: `a1B2c3D4e5`. */
export function hasRandomPart(text: string): boolean {
  return text
    .split(/[_/+=~@-]/)
    .some(
      (part) =>
        part.length >= 10 &&
        /\d.*\d/.test(part) &&
        /[A-Za-z].*[A-Za-z].*[A-Za-z]/.test(part) &&
        !isHarmless(part),
    );
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };
const QUOTES: Readonly<Record<string, string>> = {
  ...{ '"': '"', "'": "'", "`": "`" },
  ...{ "“": "”", "‘": "’", "«": "»" },
};

/**
 * The value that begins at `start`. One whose quote or bracket is not closed goes to the end of the text.
 *
 * @param lineFrom where the key begins of a value to which all that follows on its line belongs, as far as no quote around both ends.
 */
export function valueAt(decoded: Decoded, start: number, lineFrom?: number): Range {
  const { text } = decoded;
  const first = text[start] ?? "";
  if (first in QUOTES) {
    return quotedAt(decoded, start);
  }
  if (lineFrom === undefined || first in CLOSING) {
    return unquotedAt(decoded, start);
  }
  const lineEnd = matchAt(/[\r\n]/g, text, start)?.index ?? text.length;
  const isInQuotes = (text[lineFrom - 1] ?? "") in QUOTES;
  return {
    start,
    end: isInQuotes ? Math.min(quoteEnd(decoded, lineFrom - 1), lineEnd) : lineEnd,
  };
}

/** Behind `"`, or `"""` as in Python, or `""` as in CSV, where nothing stands between two of them. */
function quotedAt(decoded: Decoded, start: number): Range {
  const { text } = decoded;
  let from = start + 1;
  while (text[from] === text[start]) {
    from++;
  }
  const isEmpty =
    from === start + 2 &&
    decoded.depthAt(start + 1) === decoded.depthAt(start) &&
    /[\s\0\x1b,;:&)\]}>]|^$/.test(text.charAt(from));
  return isEmpty
    ? { start: from, end: from }
    : { start: from, end: quoteEnd(decoded, start, from) };
}

/** What follows a comma and looks like a key of its own begins another value. */
const NEXT_KEY = /[,;&]\s*["']?[\w.-]{1,60}["']?\s*[=:]/y;

/** A value without quotes around it, as far as no blank ends it outside of its brackets. */
function unquotedAt(decoded: Decoded, start: number): Range {
  const { text } = decoded;
  const open: string[] = [];
  let end = start;
  for (; end < text.length; end++) {
    const char = text[end] ?? "";
    const closing = CLOSING[char];
    if (closing !== undefined) {
      open.push(closing);
    } else if (char === open.at(-1)) {
      open.pop();
    } else if (char in QUOTES && (open.length > 0 || end - start <= 1)) {
      end = quoteEnd(decoded, end);
    } else if (open.length === 0 && endsValue(text, end, char)) {
      break;
    }
  }
  const isInBrackets = (text[start] ?? "") in CLOSING;
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

/** The index of the quote that closes the one at `start`: no deeper in encodings than this. Otherwise the end of the text. */
function quoteEnd(decoded: Decoded, start: number, from = start + 1): number {
  const { text } = decoded;
  const quote = QUOTES[text[start] ?? ""] ?? "";
  const depth = decoded.depthAt(start);
  let isInner = false;
  for (let end = text.indexOf(quote, from); end !== -1; end = text.indexOf(quote, end + 1)) {
    if (decoded.depthAt(end) > depth) {
      continue;
    }
    const joint = jointAt(decoded, end);
    if (joint > 0) {
      end += joint - 1;
    } else if (isInner || OPENING.test(text.slice(end - 1, end + 2))) {
      isInner = !isInner;
    } else {
      return end;
    }
  }
  return text.length;
}

/** A quote behind which another text in quotes begins: `'Cookie: a='b'; c=d'`. */
const OPENING = /^=.[\p{L}\p{N}_]/u;

/** The length of what joins two parts of a text in quotes, which begins with a quote: `'\''` or `'"'"'` in shells, `""` in CSV. */
function jointAt(decoded: Decoded, index: number): number {
  const { text } = decoded;
  if (text.startsWith(`'"'"'`, index)) {
    return 5;
  }
  if (text[index + 1] !== text[index]) {
    return 0;
  }
  const depth = decoded.depthAt(index);
  if (decoded.depthAt(index + 1) > depth) {
    return text[index + 2] === text[index] && decoded.depthAt(index + 2) === depth ? 3 : 0;
  }
  return decoded.depthAt(index + 1) === depth && /[\p{L}\p{N}_]/u.test(text[index + 2] ?? "")
    ? 2
    : 0;
}
