import { parseUtcDate } from "./utcDate";

/** A UTC time with nanosecond precision. */
export interface Timestamp {
  /** Whole milliseconds since the epoch. */
  readonly ms: number;
  /** Additional nanoseconds, from 0 to 999,999. */
  readonly nanos: number;
}

const ISO_8601 =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

/**
 * Parses an ISO 8601 timestamp: a date, or a date and a time. The time can have any number of
 * fraction digits, of which nine are kept, and an offset. Without an offset, it is UTC, and not
 * local time, to give the same result on every machine. Returns undefined for any other text, or if
 * the date or time doesn't exist.
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  return parseIsoString(text) ?? parseAny(text);
}

/**
 * Parses the format of `Date.prototype.toISOString`, which all released extensions write. Returns
 * undefined for any other text. Avoids the regular expression because it is slower: a million
 * timestamps took 0.3 s, compared with 2.4 s (Node.js 20).
 */
function parseIsoString(text: string): Timestamp | undefined {
  const isMarked =
    text.length === 24 &&
    text[10] === "T" &&
    text[13] === ":" &&
    text[16] === ":" &&
    text[19] === "." &&
    text[23] === "Z";
  if (!isMarked) {
    return undefined;
  }
  const hours = digits(text, 11, 13);
  const minutes = digits(text, 14, 16);
  const seconds = digits(text, 17, 19);
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + digits(text, 20, 23);
  const day = parseUtcDate(text.slice(0, 10));
  return day !== undefined && hours <= 23 && minutes <= 59 && seconds <= 59 && ms >= 0
    ? { ms: day + ms, nanos: 0 }
    : undefined;
}

/** Parses the digits from `start` to `end`. Returns NaN if any of the characters is not a digit. */
function digits(text: string, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : NaN;
  }
  return number;
}

function parseAny(text: string): Timestamp | undefined {
  const match = ISO_8601.exec(text);
  const day = match?.[1] === undefined ? undefined : parseUtcDate(match[1]);
  if (!match || day === undefined) {
    return undefined;
  }
  const [, , hours = "0", minutes = "0", seconds = "0", fraction = "", sign] = match;
  const [, , , , , , , offsetHours = "0", offsetMinutes = "0"] = match;
  if (+hours > 23 || +minutes > 59 || +seconds > 59 || +offsetHours > 23 || +offsetMinutes > 59) {
    return undefined;
  }
  const fractionDigits = fraction.slice(0, 9).padEnd(9, "0");
  const offset = (+offsetHours * 60 + +offsetMinutes) * (sign === "-" ? -60_000 : 60_000);
  return {
    ms:
      day +
      ((+hours * 60 + +minutes) * 60 + +seconds) * 1000 +
      +fractionDigits.slice(0, 3) -
      offset,
    nanos: +fractionDigits.slice(3),
  };
}

/**
 * Returns a negative number if `a` is earlier than `b`, a positive one if it is later, and 0 if
 * they are equal.
 */
export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return a.ms - b.ms || a.nanos - b.nanos;
}
