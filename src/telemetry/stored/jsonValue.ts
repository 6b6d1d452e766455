/** How far a text is a JSON value. */
export interface JsonScan {
  /** Whether the value is complete. */
  readonly isWhole: boolean;
  /** The index behind the value, or of the first token that JSON doesn't allow. */
  readonly end: number;
  /**
   * The index of the last string before the token that isn't allowed, or of that token if it is a
   * string, or `end`. If a value was cut off in a string, that string ends at the first quote of
   * what follows.
   */
  readonly doubtful: number;
  /** The indexes of objects and lists that have not ended. */
  readonly open: readonly number[];
}

/** What the next token can be. */
type Expected = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd";

/** Limits the memory for open objects and lists. */
const MAX_DEPTH = 10_000;

const BLANKS = /[ \t]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Reads the JSON value (RFC 8259) that starts at an index of a line. Takes linear time and never
 * throws.
 */
export function scanJson(text: string, start: number): JsonScan {
  const open: number[] = [];
  let expected: Expected = "value";
  let doubtful: number | undefined;
  for (let token = endOf(BLANKS, text, start); ;) {
    const char = text.charAt(token);
    const container = text.charAt(open.at(-1) ?? text.length);
    const isOpening = char === "{" || char === "[";
    const isAllowed =
      allows(expected, char, container) && !(isOpening && open.length === MAX_DEPTH);
    const end = isAllowed ? tokenEnd(text, token, char) : undefined;
    if (end === undefined) {
      return { isWhole: false, end: token, doubtful: doubtful ?? token, open };
    }
    doubtful = char === '"' ? token : undefined;
    if (isOpening) {
      open.push(token);
    } else if (char === "}" || char === "]") {
      open.pop();
    }
    expected = expectedAfter(char, expected, container);
    if (expected === "commaOrEnd" && open.length === 0) {
      return { isWhole: true, end, doubtful: end, open };
    }
    token = endOf(BLANKS, text, end);
  }
}

/** Whether the whole text is a JSON value. */
export function isJson(text: string): boolean {
  const { isWhole, end } = scanJson(text, 0);
  return isWhole && endOf(BLANKS, text, end) === text.length;
}

/** Whether a token that starts with this character is allowed. `container` is the bracket that is open. */
function allows(expected: Expected, char: string, container: string): boolean {
  const isEnd = char === (container === "{" ? "}" : "]");
  switch (expected) {
    case "value":
      return !"}],:".includes(char);
    case "valueOrEnd":
      return isEnd || !"},:".includes(char);
    case "key":
      return char === '"';
    case "keyOrEnd":
      return isEnd || char === '"';
    case "colon":
      return char === ":";
    case "commaOrEnd":
      return isEnd || char === ",";
  }
}

function expectedAfter(char: string, expected: Expected, container: string): Expected {
  switch (char) {
    case "{":
      return "keyOrEnd";
    case "[":
      return "valueOrEnd";
    case ":":
      return "value";
    case ",":
      return container === "{" ? "key" : "value";
    default:
      return expected === "key" || (expected === "keyOrEnd" && char === '"')
        ? "colon"
        : "commaOrEnd";
  }
}

/** The index behind a token, or undefined if it isn't valid. */
function tokenEnd(text: string, start: number, char: string): number | undefined {
  if (char === '"') {
    const end = stringEnd(text, start);
    return end !== undefined && isStringContent(text.slice(start + 1, end - 1)) ? end : undefined;
  }
  if (char !== "" && "{}[],:".includes(char)) {
    return start + 1;
  }
  const end = endOf(SCALAR, text, start);
  return end > start ? end : undefined;
}

/** The index behind the string that starts with a quote, or undefined if it has no end. */
export function stringEnd(text: string, start: number): number | undefined {
  let quote = text.indexOf('"', start + 1);
  while (quote >= 0 && isEscaped(text, quote)) {
    quote = text.indexOf('"', quote + 1);
  }
  return quote < 0 ? undefined : quote + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let start = quote;
  while (text.charAt(start - 1) === "\\") {
    start--;
  }
  return (quote - start) % 2 === 1;
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})?/g;

function isStringContent(content: string): boolean {
  if (/[\0-\x1f]/.test(content)) {
    return false;
  }
  if (content.includes("\\")) {
    ESCAPE.lastIndex = 0;
    for (let match = ESCAPE.exec(content); match; match = ESCAPE.exec(content)) {
      if (match[0] === "\\") {
        return false;
      }
    }
  }
  return true;
}

function endOf(sticky: RegExp, text: string, start: number): number {
  sticky.lastIndex = start;
  return start + (sticky.exec(text)?.[0].length ?? 0);
}
