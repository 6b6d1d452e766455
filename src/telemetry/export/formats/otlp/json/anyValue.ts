import { decimalText } from "../../../../text/decimalText";
import { joinTexts } from "../../../../text/joinTexts";
import { jsonText } from "../../../../text/jsonText";
import { escapeLineSeparators } from "../../../../text/lineSeparators";
import { MAX_DEPTH, uniqueFields } from "../nestedValue";

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
    return `{"intValue":"${decimalText(value)}"}`;
  }
  if (Number.isFinite(value)) {
    return `{"doubleValue":${decimalText(value)}}`;
  }
  // JSON has no literal for infinity, so proto3 JSON uses these strings. Stored numbers such as
  // 1e999 are parsed as infinity.
  return `{"doubleValue":"${value > 0 ? "Infinity" : "-Infinity"}"}`;
}

function keyValueTexts(object: object, quoted: Quote, depth: number): string {
  return joinTexts(
    uniqueFields(object),
    ([key, value]) => `{"key":${quoted(key)},"value":${anyValueText(value, quoted, depth)}}`,
  );
}
