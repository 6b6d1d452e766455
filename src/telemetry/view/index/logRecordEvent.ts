import type { TelemetryEvent } from "../../read/eventLines";
import { type Timestamp, parseTimestamp } from "../../stored/timestamp";
import { fieldOf } from "./eventFacts";

/** Fields of an event, by the attributes of a log record that hold them. */
const EVENT_FIELDS: Readonly<Record<string, string>> = {
  "log.record.uid": "event_id",
  "coder.event.sequence": "event_sequence",
  "coder.parent_span_id": "parent_event_id",
  "coder.parent_event_id": "parent_event_id",
  "coder.trace_id": "trace_id",
};

const ERROR_FIELDS: Readonly<Record<string, string>> = {
  "exception.message": "message",
  "exception.type": "type",
  "coder.error.code": "code",
};

/**
 * Turns a log record of an OTLP export back into an event, as far as tables and charts need it.
 * Returns undefined if it is no log record of an event.
 *
 * @param text the record's JSON, if known.
 */
export function eventOfRecord(
  record: unknown,
  resource: unknown,
  text?: string,
): TelemetryEvent | undefined {
  const name = fieldOf(record, "eventName");
  const fields = attributesOf(record);
  const time = timeOf(fieldOf(record, "timeUnixNano"), new Map(fields).get("coder.timestamp"));
  if (typeof name !== "string" || !time) {
    return undefined;
  }
  const properties: Record<string, unknown> = {};
  const measurements: Record<string, unknown> = {};
  const error: Record<string, unknown> = {};
  const row: Record<string, unknown> = { trace_id: fieldOf(record, "traceId") };
  for (const [key, value] of fields) {
    const [target, field] = targetOf(key, value, { row, error, properties, measurements });
    target[field] = value;
  }
  // A log record of a span has the span's ID; another one has that of its parent.
  if (properties["result"] === undefined) {
    row["parent_event_id"] ??= fieldOf(record, "spanId");
  }
  return {
    row: {
      event_name: name,
      timestamp: new Date(time.ms).toISOString(),
      ...row,
      properties,
      measurements,
      ...(Object.keys(error).length > 0 && { error }),
    },
    time,
    context: { session_id: new Map(attributesOf(resource)).get("service.instance.id") },
    extensionId: undefined,
    isRepaired: false,
    text: text ?? JSON.stringify(record),
  };
}

/** A 64-bit number. */
const NANOSECONDS = /^\d{1,20}$/;

/** @param timestamp of an event whose time has no number of nanoseconds. */
function timeOf(nanoseconds: unknown, timestamp: unknown): Timestamp | undefined {
  if (typeof nanoseconds === "string" && NANOSECONDS.test(nanoseconds)) {
    return { ms: Number(nanoseconds.slice(0, -6)), nanos: Number(nanoseconds.slice(-6)) };
  }
  const time = typeof timestamp === "string" ? parseTimestamp(timestamp) : undefined;
  return typeof time === "object" ? time : undefined;
}

interface Targets {
  readonly row: Record<string, unknown>;
  readonly error: Record<string, unknown>;
  readonly properties: Record<string, unknown>;
  readonly measurements: Record<string, unknown>;
}

function targetOf(
  key: string,
  value: unknown,
  { row, error, properties, measurements }: Targets,
): [target: Record<string, unknown>, field: string] {
  const eventField = EVENT_FIELDS[key];
  const errorField = ERROR_FIELDS[key];
  if (eventField !== undefined) {
    return [row, eventField];
  }
  if (errorField !== undefined) {
    return [error, errorField];
  }
  return [typeof value === "number" ? measurements : properties, key];
}

function attributesOf(holder: unknown): (readonly [key: string, value: unknown])[] {
  const attributes = fieldOf(holder, "attributes");
  return (Array.isArray(attributes) ? attributes : []).map((attribute: unknown) => [
    String(fieldOf(attribute, "key")),
    plainValue(fieldOf(attribute, "value")),
  ]);
}

/** The value of an AnyValue that is no list or map. */
function plainValue(value: unknown): unknown {
  const integer = fieldOf(value, "intValue");
  return (
    fieldOf(value, "stringValue") ??
    fieldOf(value, "doubleValue") ??
    fieldOf(value, "boolValue") ??
    (integer === undefined ? undefined : Number(integer))
  );
}
