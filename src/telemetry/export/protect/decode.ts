import { endOf, matchAt } from "./scan";

/** A text with its encodings undone, and where each of its characters stands in the text that was given. */
export class Decoded {
  readonly source: string;
  readonly text: string;
  private readonly starts: Int32Array | undefined;
  private readonly depths: Uint8Array | undefined;

  /**
   * @param starts for each character where it begins in the source, and where the last one ends.
   * @param depths for each character how many encodings it was in.
   */
  constructor(source: string, text = source, starts?: Int32Array, depths?: Uint8Array) {
    this.source = source;
    this.text = text;
    this.starts = starts;
    this.depths = depths;
  }

  /** Where the character at an index begins in the source, or the source's end. */
  startOf(index: number): number {
    return this.starts?.[index] ?? index;
  }

  /** How many encodings a character was in: a quote that is escaped in a quoted text is deeper than the ones around it. */
  depthAt(index: number): number {
    return this.depths?.[index] ?? 0;
  }
}

/** JSON in JSON in JSON is seen in life; each layer costs a pass. */
const MAX_LAYERS = 8;

/**
 * Undoes what a text is encoded in, layer by layer: backslash escapes, percent-encoding, HTML entities, and terminal colour codes, each
 * of which becomes one NUL. The backslashes of Windows paths stay. Takes linear time.
 */
export function decode(source: string): Decoded {
  let decoded = new Decoded(source);
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const next = /[\\%&\x1b]|\[\d/.test(decoded.text) ? decodeLayer(decoded) : undefined;
    if (!next) {
      break;
    }
    decoded = next;
  }
  return decoded;
}

/** Undefined when nothing is encoded. */
function decodeLayer(outer: Decoded): Decoded | undefined {
  const { source, text } = outer;
  const starts = new Int32Array(text.length + 1);
  const depths = new Uint8Array(text.length);
  const parts: string[] = [];
  let length = 0;
  let copied = 0;
  const mark = (index: number, layers: number): void => {
    starts[length] = outer.startOf(index);
    depths[length++] = outer.depthAt(index) + layers;
  };
  for (let index = 0; index < text.length;) {
    const path = pathAt(text, index);
    const encoded = path === 0 ? encodedAt(text, index) : undefined;
    if (encoded) {
      parts.push(text.slice(copied, index), encoded.chars);
      for (let count = encoded.chars.length; count > 0; count--) {
        mark(index, 1);
      }
      index += encoded.length;
      copied = index;
    } else {
      for (const end = index + Math.max(1, path); index < end; index++) {
        mark(index, 0);
      }
    }
  }
  starts[length] = outer.startOf(text.length);
  parts.push(text.slice(copied));
  return copied === 0 ? undefined : new Decoded(source, parts.join(""), starts, depths);
}

/** How a Windows path begins: `C:\`, `\\server\`, `\\?\`. Backslashes in pairs are escaped ones. */
const PATH_START =
  /(?:(?<![A-Za-z0-9])[A-Za-z]:|(?<![^\s"'`=(,[<])\\\\(?:\?|[\p{L}\p{N}_.$-]{1,253}))\\(?!\\)/uy;

/** The length of the Windows path that begins here, whose backslashes separate folders. */
function pathAt(text: string, index: number): number {
  if (text[index] !== "\\" && text[index + 1] !== ":") {
    return 0;
  }
  const start = matchAt(PATH_START, text, index)?.[0];
  return start === undefined ? 0 : pathEnd(text, index + start.length) - index;
}

const PATH_CHARS = /[^\s"'`<>|*?;,]*/y;

/** A name in a path may hold a blank (`Ada Lovelace`) or an apostrophe, as far as a backslash follows it. */
function pathEnd(text: string, start: number): number {
  for (let end = start; ; end++) {
    end = endOf(PATH_CHARS, text, end);
    if (!/^[ '][^\\"<>|\n]{1,100}\\/.test(text.slice(end, end + 200))) {
      return end;
    }
  }
}

/** An encoded character: how it looks, and what it is. */
interface Encoding {
  readonly pattern: RegExp;
  /** Undefined where it only looks like one. */
  readonly decode: (match: RegExpExecArray) => string | undefined;
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", e: "\x1b" },
  ...{ "\\": "\\", "/": "/", '"': '"', "'": "'", "`": "`" },
  ...{ quot: '"', apos: "'", amp: "&", lt: "<", gt: ">" },
};

/** Also a character of several bytes in octal digits, as git prints names. */
const ESCAPE: Encoding = {
  pattern:
    /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(033|3[0-6][0-7](?:\\2[0-7]{2}){1,3})|([^ux0]))/iuy,
  decode: ([, point, unit, byte, octal, char = ""]) =>
    octal
      ? fromPercent(octal.split("\\").map(toPercent).join(""))
      : (characterOf(point ?? unit ?? byte, 16) ?? NAMED[char]),
};

const ENTITY: Encoding = {
  pattern: /&(?:(quot|apos|amp|lt|gt)|#(\d{1,6})|#x([0-9a-f]{1,5}));/y,
  decode: ([, name = "", decimal, hex]) =>
    characterOf(decimal, 10) ?? characterOf(hex, 16) ?? NAMED[name],
};

/** One character in UTF-8. */
const PERCENT: Encoding = {
  pattern:
    /%(?:[0-7][0-9a-f]|[cd][0-9a-f]%[89ab][0-9a-f]|e[0-9a-f](?:%[89ab][0-9a-f]){2}|f[0-7](?:%[89ab][0-9a-f]){3})/iy,
  decode: ([encoded]) => fromPercent(encoded),
};

function fromPercent(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function toPercent(octal: string): string {
  return `%${parseInt(octal, 8).toString(16).padStart(2, "0")}`;
}

/** Also where the escape character got lost, or is in the caret notation. */
const COLOUR: Encoding = {
  pattern: /(?:\x1b|\^\[)\[[0-9;:?]{0,32}[A-Za-z]|\[[0-9;]{1,16}m/y,
  decode: () => "\0",
};

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  "\\": ESCAPE,
  "&": ENTITY,
  "%": PERCENT,
  "\x1b": COLOUR,
  "^": COLOUR,
  "[": COLOUR,
};

function characterOf(digits: string | undefined, radix: number): string | undefined {
  const code = parseInt(digits ?? "", radix);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** The character that is encoded here, and the length of its encoding. */
function encodedAt(
  text: string,
  index: number,
): { readonly chars: string; readonly length: number } | undefined {
  const encoding = ENCODINGS[text.charAt(index)];
  if (!encoding) {
    return undefined;
  }
  const match = matchAt(encoding.pattern, text, index);
  const chars = match ? encoding.decode(match) : undefined;
  return match && chars !== undefined ? { chars, length: match[0].length } : undefined;
}
