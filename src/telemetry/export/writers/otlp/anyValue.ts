import { jsonText } from "../../jsonText";

/**
 * An attribute's value, as the OTLP specification's JSON Protobuf Encoding writes it: one field, named
 * by its type; 64-bit integers are decimal strings.
 */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number | "Infinity" | "-Infinity" }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly KeyValue[] } };

/** An attribute. */
export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/**
 * Deeper lists and maps stand as their JSON text. A map takes four levels of the document, ten stand
 * around a record's attribute, and the strictest of the receivers' JSON parsers stop at 64.
 */
const MAX_DEPTH = 10;

/** A JSON value as an AnyValue, which has no null: in a list it becomes the text `null`. */
export function toAnyValue(value: unknown, depth = 0): AnyValue {
  if (typeof value === "string") {
    return { stringValue: value.toWellFormed() };
  }
  if (typeof value === "boolean") {
    return { boolValue: value };
  }
  if (typeof value === "number") {
    return toNumberValue(value);
  }
  if (typeof value !== "object" || value === null) {
    return { stringValue: "null" };
  }
  if (depth === MAX_DEPTH) {
    return { stringValue: jsonText(value) };
  }
  return Array.isArray(value)
    ? { arrayValue: { values: value.map((element) => toAnyValue(element, depth + 1)) } }
    : { kvlistValue: { values: toKeyValues(value, depth + 1) } };
}

function toNumberValue(value: number): AnyValue {
  if (Number.isSafeInteger(value)) {
    return { intValue: value.toFixed(0) };
  }
  if (Number.isFinite(value)) {
    return { doubleValue: value };
  }
  // Proto3 JSON spells it out; a stored 1e999 parses to it.
  return { doubleValue: value > 0 ? "Infinity" : "-Infinity" };
}

/** Unique keys: two that differ in lone surrogates alone become the same. */
function toKeyValues(object: object, depth: number): KeyValue[] {
  const values = new Map<string, AnyValue>();
  for (const [key, value] of Object.entries(object)) {
    if (value !== null) {
      let free = key.toWellFormed();
      while (values.has(free)) {
        free = `coder.${free}`;
      }
      values.set(free, toAnyValue(value, depth));
    }
  }
  return Array.from(values, ([key, value]) => ({ key, value }));
}
