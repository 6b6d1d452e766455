import { type EventRow, isObject } from "../../../stored/event";
import type { Attributes } from "./attributes";

/** Adds `properties` or `measurements` of an event, each of its fields as an attribute. */
export function addFields(
  attributes: Attributes,
  field: "properties" | "measurements",
  row: EventRow,
): void {
  const value = row[field];
  if (isObject(value)) {
    attributes.addAll(value);
  } else {
    attributes.add(`coder.${field}`, value);
  }
}

/** Adds an event's error as an exception of the semantic conventions. */
export function addError(attributes: Attributes, error: unknown): void {
  if (!isObject(error)) {
    attributes.add("exception.message", error);
    return;
  }
  const { message, type, code, ...unknown } = error;
  attributes.add("exception.message", message);
  attributes.add("exception.type", type);
  attributes.add("error.type", type);
  attributes.add("coder.error.code", code);
  attributes.addAll(unknown, "coder.error.");
}

/** Fields that have a place of their own in each signal. */
const MAPPED = new Set([
  "event_id",
  "event_name",
  "timestamp",
  "event_sequence",
  "trace_id",
  "parent_event_id",
  "context",
  "deployment_url",
  "schema_version",
  "properties",
  "measurements",
  "error",
]);

/** Adds the fields that this version does not know. */
export function addUnknown(attributes: Attributes, row: EventRow): void {
  for (const field of Object.keys(row)) {
    if (!MAPPED.has(field)) {
      attributes.add(`coder.${field}`, row[field]);
    }
  }
}
