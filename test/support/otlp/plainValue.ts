import type { AnyValue, KeyValue } from "./logsRequest";

/**
 * An attribute's value in a form to which both stored rows and decoded requests can be converted.
 */
export type Plain =
  | string
  | boolean
  | { readonly int: bigint }
  | { readonly double: number }
  | { readonly list: readonly Plain[] }
  | { readonly map: readonly NamedValue[] }
  | { readonly other: string };

export type NamedValue = readonly [key: string, value: Plain];

/** Receivers may refuse what is nested more deeply. */
const MAX_LEVELS = 10;

/** Returns the attribute value for a JSON value according to otlp.md. */
export function expectedValue(value: unknown, levels = 0): Plain {
  if (typeof value === "string") {
    return value.toWellFormed();
  }
  if (typeof value === "boolean") {
    return value;
  }
  if (typeof value === "number") {
    return Number.isInteger(value) && Math.abs(value) <= 2 ** 53 - 1
      ? { int: BigInt(value) }
      : { double: value };
  }
  return expectedNested(value, levels + 1);
}

function expectedNested(value: unknown, levels: number): Plain {
  // Omitting a null would change the list, and OTLP/JSON has no null.
  if (value === null || levels > MAX_LEVELS) {
    return JSON.stringify(value);
  }
  return Array.isArray(value)
    ? { list: value.map((element) => expectedValue(element, levels)) }
    : { map: named(Object.entries(value as object), levels) };
}

/**
 * Returns the values that exist. A duplicate key gets the prefix `coder.`, repeatedly if needed, and
 * so does an empty one outside of maps.
 */
export function named(
  candidates: readonly (readonly [key: string, value: unknown])[],
  levels = 0,
): NamedValue[] {
  const values = new Map<string, Plain>();
  for (const [key, value] of candidates) {
    if (value !== undefined && value !== null) {
      let free = key.toWellFormed();
      while ((free === "" && levels === 0) || values.has(free)) {
        free = `coder.${free}`;
      }
      values.set(free, expectedValue(value, levels));
    }
  }
  return [...values];
}

export function decodedList(list: readonly KeyValue[] = []): NamedValue[] {
  return list.map(({ key, value }) => [key, decodedValue(value)]);
}

export function decodedValue(any: AnyValue | undefined): Plain {
  const value = any?.value;
  switch (value?.case) {
    case "stringValue":
    case "boolValue":
      return value.value;
    case "intValue":
      return { int: value.value };
    case "doubleValue":
      return { double: value.value };
    case "arrayValue":
      return { list: value.value.values.map(decodedValue) };
    case "kvlistValue":
      return { map: decodedList(value.value.values) };
    case "bytesValue":
    case undefined:
      return { other: String(value?.case) };
  }
}

/**
 * Returns the number of lists and maps around the most deeply nested number, or 0 for other values.
 * Values that are too deep for OTLP are JSON text, whose content is counted.
 */
export function levelsOf(value: Plain): number {
  let levels = 0;
  let inner = toJson(value);
  while (typeof inner === "object" && inner !== null) {
    inner = (Object.values(inner) as unknown[])[0];
    levels++;
  }
  return typeof inner === "number" ? levels : 0;
}

function toJson(value: Plain): unknown {
  if (typeof value === "string") {
    return /^[[{]/.test(value) ? JSON.parse(value) : value;
  }
  if (typeof value === "boolean") {
    return value;
  }
  if ("list" in value) {
    return value.list.map(toJson);
  }
  if ("map" in value) {
    return value.map.map(([, member]) => toJson(member));
  }
  return "int" in value ? Number(value.int) : value;
}
