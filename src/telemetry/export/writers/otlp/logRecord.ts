import { isObject, type EventRow } from "../../../event";
import type { Timestamp } from "../../../timestamp";
import type { TelemetryEvent } from "../../readEvents";
import type { AnyValue, KeyValue } from "./anyValue";
import { Attributes } from "./attributes";

/** A log record, as the OTLP specification's JSON Protobuf Encoding writes it. */
export interface LogRecord {
  /** Nanoseconds since the epoch, a decimal string. */
  readonly timeUnixNano?: string;
  readonly observedTimeUnixNano?: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: AnyValue;
  readonly attributes: readonly KeyValue[];
  /** 32 hex digits. */
  readonly traceId?: string;
  /** 16 hex digits. */
  readonly spanId?: string;
  readonly eventName: string;
}

/** One event as one log record. Fields that the event has no value for are left out. */
export function toLogRecord({ row, time }: TelemetryEvent): LogRecord {
  const name = row.event_name.toWellFormed();
  const ids = toIds(row);
  const unixNano = toUnixNano(time);
  return {
    ...(unixNano !== undefined && { timeUnixNano: unixNano, observedTimeUnixNano: unixNano }),
    ...toSeverity(row),
    body: { stringValue: name },
    attributes: toAttributes(row, ids, unixNano === undefined),
    ...(ids.traceId !== undefined && { traceId: ids.traceId }),
    ...(ids.spanId !== undefined && { spanId: ids.spanId }),
    eventName: name,
  };
}

function toSeverity(row: EventRow): Pick<LogRecord, "severityNumber" | "severityText"> {
  const { error } = row;
  const hasError = error !== undefined && error !== null;
  return hasError || resultOf(row) === "error"
    ? { severityNumber: 17, severityText: "ERROR" }
    : { severityNumber: 9, severityText: "INFO" };
}

/** What the ids of a row become; `attributes` are those that have no place of their own. */
interface Ids {
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly attributes: readonly (readonly [key: string, value: unknown])[];
}

function toIds(row: EventRow): Ids {
  const traceId = toHexId(row["trace_id"], 32);
  const parentId = toHexId(row["parent_event_id"], 16);
  const isTimed = resultOf(row) !== undefined;
  return {
    traceId,
    spanId: isTimed ? toHexId(row["event_id"], 16) : parentId,
    attributes: [
      ["log.record.uid", row["event_id"]],
      ["coder.event.sequence", row["event_sequence"]],
      ["coder.parent_span_id", isTimed ? parentId : undefined],
      ["coder.trace_id", traceId === undefined ? row["trace_id"] : undefined],
      ["coder.parent_event_id", parentId === undefined ? row["parent_event_id"] : undefined],
    ],
  };
}

/** A timed event is one that says how it ended. */
function resultOf(row: EventRow): unknown {
  return isObject(row["properties"]) ? (row["properties"]["result"] ?? undefined) : undefined;
}

/** Lower-cased; undefined for what a receiver would refuse the whole request for. */
function toHexId(value: unknown, digits: number): string | undefined {
  return typeof value === "string" &&
    value.length === digits &&
    /^[0-9a-f]+$/i.test(value) &&
    !/^0+$/.test(value)
    ? value.toLowerCase()
    : undefined;
}

function toAttributes(row: EventRow, ids: Ids, keepTimestamp: boolean): readonly KeyValue[] {
  const { properties, measurements, error, ...rest } = row;
  const attributes = new Attributes();
  for (const [field, value] of Object.entries({ properties, measurements })) {
    if (isObject(value)) {
      attributes.addAll(value);
    } else {
      attributes.add(`coder.${field}`, value);
    }
  }
  addError(attributes, error);
  for (const [key, value] of ids.attributes) {
    attributes.add(key, value);
  }
  if (keepTimestamp) {
    attributes.add("coder.timestamp", row.timestamp);
  }
  attributes.addAll(unknownFields(rest), "coder.");
  return attributes.list;
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

/** Fields that have their place elsewhere in the record, or in its resource. */
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
]);

function unknownFields(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([field]) => !MAPPED.has(field)));
}

/** Undefined for a time that the field, an unsigned 64-bit integer, can't hold. */
function toUnixNano({ ms, nanos }: Timestamp): string | undefined {
  const value = BigInt(ms) * 1_000_000n + BigInt(nanos);
  return value > 0n && value < 1n << 64n ? value.toString() : undefined;
}
