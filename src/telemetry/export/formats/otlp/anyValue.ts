import { joinTexts } from "../../text/joinTexts";
import { jsonText } from "../../text/jsonText";
import { escapeLineSeparators } from "../../text/lineSeparators";

/** Quotes a string as JSON text. */
export type Quote = (text: string) => string;

/** Quotes any string. Lone surrogates, which Protobuf doesn't allow, are replaced. */
export const quote: Quote = (text) => escapeLineSeparators(JSON.stringify(text.toWellFormed()));

/**
 * Quotes a string from a row whose JSON text has no backslash. Such a string contains no characters
 * that need escaping. This applies to most rows.
 */
const quotePlain: Quote = (text) => `"${text}"`;

/** Returns the function that quotes the strings of a row, given the row's JSON text. */
export function quoteOf(json: string): Quote {
  return json.includes("\\") ? quote : quotePlain;
}

/**
 * Lists and maps below this depth are written as a string of JSON. The strictest JSON parsers of
 * receivers accept 64 levels. Each map takes four levels, and there are ten levels around an
 * attribute of a record.
 */
const MAX_DEPTH = 10;

/**
 * Returns the JSON text of an OTLP AnyValue, as defined by the OTLP specification's JSON Protobuf
 * Encoding: one field, named after the type. 64-bit integers are decimal strings. AnyValue has no
 * null, so a null in a list becomes the string `null`.
 */
export function anyValueText(value: unknown, quoted: Quote, depth = 0): string {
  if (typeof value === "string") {
    return `{"stringValue":${quoted(value)}}`;
  }
  if (typeof value === "boolean") {
    return `{"boolValue":${value}}`;
  }
  if (typeof value === "number") {
    return numberText(value);
  }
  if (typeof value !== "object" || value === null) {
    return '{"stringValue":"null"}';
  }
  if (depth === MAX_DEPTH) {
    return `{"stringValue":${quote(jsonText(value))}}`;
  }
  return Array.isArray(value)
    ? `{"arrayValue":{"values":[${joinTexts(value, (element) => anyValueText(element, quoted, depth + 1))}]}}`
    : `{"kvlistValue":{"values":[${keyValueTexts(value, quoted, depth + 1)}]}}`;
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value)) {
    return `{"intValue":"${uncachedText(value)}"}`;
  }
  if (Number.isFinite(value)) {
    return `{"doubleValue":${uncachedText(value)}}`;
  }
  // JSON has no literal for infinity, so proto3 JSON uses these strings. Stored numbers such as
  // 1e999 are parsed as infinity.
  return `{"doubleValue":"${value > 0 ? "Infinity" : "-Infinity"}"}`;
}

/**
 * Formats a number without V8's number-to-string cache. With `String()`, 3 million different
 * numbers left 6 MB more in the old generation (`v8.getHeapSpaceStatistics()`, Node.js 20).
 */
export function uncachedText(value: number): string {
  return JSON.stringify(value);
}

/**
 * Encodes an object's fields. Keys must be unique, so a key that equals an earlier one after its
 * lone surrogates were replaced gets the prefix `coder.`.
 */
function keyValueTexts(object: object, quoted: Quote, depth: number): string {
  const values = new Map<string, string>();
  for (const [key, value] of Object.entries(object)) {
    if (value !== null) {
      let free = key.toWellFormed();
      while (values.has(free)) {
        free = `coder.${free}`;
      }
      values.set(free, anyValueText(value, quoted, depth));
    }
  }
  return joinTexts(values, ([key, value]) => `{"key":${quoted(key)},"value":${value}}`);
}
