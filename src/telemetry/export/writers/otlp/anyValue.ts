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

/** A JSON value as an AnyValue, which has no null: in a list it becomes the text `null`. */
export function toAnyValue(value: unknown): AnyValue {
  if (typeof value === "string") {
    return { stringValue: value.toWellFormed() };
  }
  if (typeof value === "boolean") {
    return { boolValue: value };
  }
  if (typeof value === "number") {
    return toNumberValue(value);
  }
  if (Array.isArray(value)) {
    return { arrayValue: { values: value.map(toAnyValue) } };
  }
  if (typeof value === "object" && value !== null) {
    return { kvlistValue: { values: toKeyValues(value) } };
  }
  return { stringValue: "null" };
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

function toKeyValues(object: object): KeyValue[] {
  return Object.entries(object)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ({ key: key.toWellFormed(), value: toAnyValue(value) }));
}
