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

const PATH_CHARS = "[^\\s\"'`<>|*?;,]*";

/** An encoded character, in the groups that {@link decodeMatch} names, or a path, whose backslashes are none. */
const ENCODED = new RegExp(
  [
    // `C:\`, `\\server\`, `\\?\`. A folder's name may hold a blank or an apostrophe, as far as a backslash follows it.
    String.raw`(?:(?<![a-z0-9])[a-z]:|(?<![^\s"'\x60=(,[<])\\\\(?:\?|[\p{L}\p{N}_.$-]{1,253}))\\(?!\\)${PATH_CHARS}(?:[ '][^\\"<>|\n]{1,100}\\${PATH_CHARS})*`,
    String.raw`(\\u\{[0-9a-f]{1,6}\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x[0-9a-f]{1,5};)|&#(\d{1,6});`,
    // One character in UTF-8, as URLs and as git print it; or a byte of another encoding.
    "(%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}|%[0-9a-f]{2})",
    String.raw`(\\033|\\3[0-6][0-7](?:\\2[0-7]{2}){1,3})`,
    // Also where the escape character of a colour got lost, or is in the caret notation.
    String.raw`((?:\x1b|\^\[)\[[0-9;:?]{0,32}[a-z]|\[[0-9;]{1,16}m)`,
    String.raw`\\([nrtbfe\\/"'\x60])|&(quot|apos|amp|lt|gt);`,
  ].join("|"),
  "giu",
);

const NAMED: Readonly<Record<string, string>> = {
  ...{ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", e: "\x1b" },
  ...{ quot: '"', apos: "'", amp: "&", lt: "<", gt: ">" },
};

/** Undefined when nothing is encoded. */
function decodeLayer(outer: Decoded): Decoded | undefined {
  const { source, text } = outer;
  const starts = new Int32Array(text.length + 1);
  const depths = new Uint8Array(text.length);
  const parts: string[] = [];
  let length = 0;
  let copied = 0;
  const write = (chars: string, from: number, depth: number): void => {
    parts.push(chars);
    for (let index = 0; index < chars.length; index++) {
      const at = depth === 0 ? from + index : from;
      starts[length] = outer.startOf(at);
      depths[length++] = outer.depthAt(at) + depth;
    }
  };
  for (const match of text.matchAll(ENCODED)) {
    const chars = decodeMatch(match);
    if (chars !== undefined) {
      write(text.slice(copied, match.index), copied, 0);
      write(chars, match.index, 1);
      copied = match.index + match[0].length;
    }
  }
  write(text.slice(copied), copied, 0);
  starts[length] = outer.startOf(text.length);
  return copied === 0 ? undefined : new Decoded(source, parts.join(""), starts, depths);
}

/** Undefined where something only looks encoded. */
function decodeMatch(match: RegExpExecArray): string | undefined {
  const [, hex, decimal, percent, octal, colour, char, entity] = match;
  if (colour !== undefined) {
    return "\0";
  }
  const name = char ?? entity;
  if (name !== undefined) {
    return NAMED[name] ?? (/\W/.test(name) ? name : undefined);
  }
  const bytes = percent ?? octal?.replace(/\\(\d+)/g, (_, digits: string) => toPercent(digits));
  return bytes === undefined
    ? characterOf(
        hex === undefined
          ? parseInt(decimal ?? "")
          : parseInt(/[0-9a-f]+\W?$/i.exec(hex)?.[0] ?? "", 16),
      )
    : fromPercent(bytes);
}

function characterOf(code: number): string | undefined {
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function fromPercent(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return "\ufffd";
  }
}

function toPercent(octal: string): string {
  return `%${parseInt(octal, 8).toString(16).padStart(2, "0")}`;
}
