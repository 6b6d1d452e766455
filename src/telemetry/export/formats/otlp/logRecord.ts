import { type EventRow, isObject } from "../../../stored/event";
import type { Timestamp } from "../../../stored/timestamp";
import type { TelemetryEvent } from "../../read/eventLines";
import { quoteOf, uncachedText } from "./anyValue";
import { Attributes } from "./attributes";

/**
 * Returns an event as the JSON text of a log record, as defined by the OTLP specification's JSON
 * Protobuf Encoding. Fields without a value are omitted. Concatenates text because building objects
 * for `JSON.stringify` took 1.3 times as long.
 */
export function logRecordText({ row, time, text }: TelemetryEvent): string {
  const quoted = quoteOf(text);
  const name = quoted(row.event_name);
  const result = resultOf(row);
  const traceId = toHexId(row["trace_id"], TRACE_ID);
  const parentId = toHexId(row["parent_event_id"], SPAN_ID);
  const unixNano = toUnixNano(time);
  const isError = (row["error"] ?? undefined) !== undefined || result === "error";
  // Only timed events have a result.
  const isTimed = result !== undefined;

  const attributes = new Attributes(quoted);
  addFields(attributes, "properties", row);
  addFields(attributes, "measurements", row);
  addError(attributes, row["error"]);
  attributes.add("log.record.uid", row["event_id"]);
  attributes.add("coder.event.sequence", row["event_sequence"]);
  attributes.add("coder.parent_span_id", isTimed ? parentId : undefined);
  attributes.add("coder.trace_id", traceId === undefined ? row["trace_id"] : undefined);
  attributes.add(
    "coder.parent_event_id",
    parentId === undefined ? row["parent_event_id"] : undefined,
  );
  attributes.add("coder.timestamp", unixNano === undefined ? row.timestamp : undefined);
  addUnknown(attributes, row);

  const spanId = isTimed ? toHexId(row["event_id"], SPAN_ID) : parentId;
  return (
    (unixNano === undefined
      ? "{"
      : `{"timeUnixNano":"${unixNano}","observedTimeUnixNano":"${unixNano}",`) +
    (isError
      ? '"severityNumber":17,"severityText":"ERROR"'
      : '"severityNumber":9,"severityText":"INFO"') +
    `,"body":{"stringValue":${name}},"attributes":[${attributes.text}]` +
    (traceId === undefined ? "" : `,"traceId":"${traceId}"`) +
    (spanId === undefined ? "" : `,"spanId":"${spanId}"`) +
    `,"eventName":${name}}`
  );
}

function resultOf({ properties }: EventRow): unknown {
  return isObject(properties) ? (properties["result"] ?? undefined) : undefined;
}

/** IDs with only zeros are excluded, because receivers may reject the whole request. */
const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/i;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/i;

/** Returns the ID in lower case, or undefined if the value doesn't match the pattern. */
function toHexId(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value.toLowerCase() : undefined;
}

function addFields(
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

function addError(attributes: Attributes, error: unknown): void {
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

/** Fields that are written elsewhere in the record or in its resource. */
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

function addUnknown(attributes: Attributes, row: EventRow): void {
  for (const field of Object.keys(row)) {
    if (!MAPPED.has(field)) {
      attributes.add(`coder.${field}`, row[field]);
    }
  }
}

/** The largest unsigned 64-bit integer. */
const MAX_UNIX_NANO = "18446744073709551615";

/**
 * Returns nanoseconds since the epoch as a decimal string, or undefined if they exceed an unsigned
 * 64-bit integer. Calculates with text, because the value exceeds `Number.MAX_SAFE_INTEGER`.
 */
function toUnixNano({ ms, nanos }: Timestamp): string | undefined {
  const text = ms === 0 ? String(nanos) : uncachedText(ms) + String(nanos).padStart(6, "0");
  const isHeld =
    text.length < MAX_UNIX_NANO.length ||
    (text.length === MAX_UNIX_NANO.length && text <= MAX_UNIX_NANO);
  return ms >= 0 && text !== "0" && isHeld ? text : undefined;
}
