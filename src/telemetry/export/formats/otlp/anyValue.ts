import { jsonText } from "../../text/jsonText";
import { escapeLineSeparators } from "../../text/lineSeparators";

/** A string of an event, or a key of its attributes, as JSON text. */
export type Quote = (text: string) => string;

/** Any string, well-formed as Protobuf wants it. */
export const quote: Quote = (text) => escapeLineSeparators(JSON.stringify(text.toWellFormed()));

/**
 * A string of a row that is stored without a backslash: nothing in it has to be escaped, or it would be there. That
 * is most rows, and looking at each of their strings takes longer than all else that is made of them.
 */
const quotePlain: Quote = (text) => `"${text}"`;

/** How to quote the strings of a row, as its JSON text tells. */
export function quoteOf(json: string): Quote {
  return json.includes("\\") ? quote : quotePlain;
}

/**
 * Deeper lists and maps stand as their JSON text. A map takes four levels of the document, ten stand
 * around a record's attribute, and the strictest of the receivers' JSON parsers stop at 64.
 */
const MAX_DEPTH = 10;

/**
 * A JSON value as the text of an AnyValue, as the OTLP specification's JSON Protobuf Encoding writes it: one field, named
 * by its type; 64-bit integers are decimal strings. It has no null: in a list that becomes the text `null`.
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
    ? `{"arrayValue":{"values":[${value.map((element) => anyValueText(element, quoted, depth + 1)).join(",")}]}}`
    : `{"kvlistValue":{"values":[${keyValueTexts(value, quoted, depth + 1).join(",")}]}}`;
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value)) {
    return `{"intValue":"${uncachedText(value)}"}`;
  }
  if (Number.isFinite(value)) {
    return `{"doubleValue":${uncachedText(value)}}`;
  }
  // Proto3 JSON spells it out; a stored 1e999 parses to it.
  return `{"doubleValue":"${value > 0 ? "Infinity" : "-Infinity"}"}`;
}

/**
 * A number as text, without leaving that to V8's cache as all other ways do: texts that are not asked for again would
 * gather in the memory for what lives for long.
 */
export function uncachedText(value: number): string {
  return JSON.stringify(value);
}

/** Of unique keys: two that differ in lone surrogates alone become the same. */
function keyValueTexts(object: object, quoted: Quote, depth: number): string[] {
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
  return Array.from(values, ([key, value]) => `{"key":${quoted(key)},"value":${value}}`);
}
