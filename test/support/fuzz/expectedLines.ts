// Determines the expected values of lines. Doesn't use the code in src/ that it checks.
import { isUtf8 } from "node:buffer";
import { MAX_LINE_BYTES } from "../../../src/telemetry/read/lineLimit";
import { iJsonValue } from "../iJsonValue";

interface ExpectedLine {
  readonly text: string;
  /** Whether it has bytes that are not UTF-8. */
  readonly isDamaged: boolean;
  /** Its length in bytes, if it is too long. */
  readonly tooLong?: number;
}

export function linesOf(bytes: Buffer): ExpectedLine[] {
  // With latin1, each byte becomes one character, so lengths are in bytes.
  return bytes
    .toString("latin1")
    .split(/\r\n|\r|\n/)
    .map((line) => {
      if (line.length > MAX_LINE_BYTES) {
        return { text: "", isDamaged: false, tooLong: line.length };
      }
      const own = Buffer.from(line, "latin1");
      return { text: own.toString(), isDamaged: !isUtf8(own) };
    });
}

/** Whether a file starts as UTF-16 does. Each character of `content` is a byte. */
export function isUtf16(content: string): boolean {
  return /^(?:\xff\xfe|\xfe\xff|(?:\0[^\0]){16}|(?:[^\0]\0){16})/.test(content);
}

/** What is no JSON. */
export const NOTHING = Symbol("no JSON");

interface ExpectedValue {
  readonly value: unknown;
  readonly isRepaired: boolean;
}

/** The values of a line: one, or the first objects that can be read in it and what is between them. */
export function valuesIn({ text, isDamaged }: ExpectedLine): ExpectedValue[] {
  if (/^[ \t\ufeff]*$/.test(text)) {
    return [];
  }
  const whole = valueOf(text, isDamaged);
  if (whole) {
    return [whole];
  }
  const values: ExpectedValue[] = [];
  let end = 0;
  const addBetween = (start: number): void => {
    if (/[^ \t\ufeff\0]/.test(text.slice(end, start))) {
      values.push({ value: NOTHING, isRepaired: false });
    }
  };
  for (let start = text.indexOf("{"); start >= 0; start = text.indexOf("{", start)) {
    const objectEnd = endOfObject(text, start);
    const object = valueOf(text.slice(start, objectEnd), isDamaged);
    if (object) {
      addBetween(start);
      values.push(object);
      start = end = objectEnd;
    } else {
      start++;
    }
  }
  addBetween(text.length);
  return values.length > 0 ? values : [{ value: NOTHING, isRepaired: false }];
}

/** Whether a line starts like a header, but is not only that: what is below it belongs to no earlier header. */
export function isTornHeader({ text, isDamaged }: ExpectedLine): boolean {
  return /^[ \t\ufeff]*\{[ \t]*"kind"[ \t]*:[ \t]*"header"/.test(text) && !valueOf(text, isDamaged);
}

/** Where an object that starts at `start` would end: it closes each brace that it opens. Without such an end, `start`. */
function endOfObject(text: string, start: number): number {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}]/g;
  tokens.lastIndex = start;
  let depth = 0;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    depth += token[0] === "{" ? 1 : token[0] === "}" ? -1 : 0;
    if (depth === 0) {
      return tokens.lastIndex;
    }
  }
  return start;
}

function valueOf(text: string, isDamaged: boolean): ExpectedValue | undefined {
  try {
    const { value, isRepaired } = iJsonValue(text);
    return { value, isRepaired: isRepaired || (isDamaged && text.includes("\ufffd")) };
  } catch {
    return undefined;
  }
}
