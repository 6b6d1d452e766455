import type { TelemetryEvent } from "../../../../read/eventLines";
import { type EventRow, isObject } from "../../../../stored/event";
import { toSpanId, toTraceId } from "../../../../stored/ids";
import { storedResultOf } from "../../../../stored/result";
import { MILLISECONDS, type Period, measurementOf, periodOf } from "../duration";
import { addError, addFields, addUnknown } from "../eventAttributes";
import { type Quote, quoteOf } from "./anyValue";
import { JsonAttributes } from "./jsonAttributes";

/**
 * Returns a timed event as the JSON text of an OTLP span, or an empty string if the event is no
 * span: if it has no result, no valid IDs, or no valid duration. The event's time is the span's
 * end. Fields without a value are omitted.
 */
export function spanText(event: TelemetryEvent): string {
  const { row, text } = event;
  const result = storedResultOf(row);
  const traceId = toTraceId(row["trace_id"]);
  const spanId = toSpanId(row["event_id"]);
  const period = periodOf(event, measurementOf(event, "durationMs"), MILLISECONDS);
  if (result === undefined || traceId === undefined || spanId === undefined || !period) {
    return "";
  }
  const quoted = quoteOf(text);
  const parentId = parentOf(row, spanId);
  return (
    `{"traceId":"${traceId}","spanId":"${spanId}"` +
    (parentId === undefined ? "" : `,"parentSpanId":"${parentId}"`) +
    `,"name":${quoted(row.event_name)},"kind":${INTERNAL}` +
    `,"startTimeUnixNano":"${period.start}","endTimeUnixNano":"${period.end}"` +
    `,"attributes":[${attributesText(event, parentId, quoted)}]` +
    exceptionText(row["error"], period, quoted) +
    statusText(result, row["error"], quoted) +
    "}"
  );
}

/** Undefined for a span that names itself as its parent: it would be in no tree. */
function parentOf(row: EventRow, spanId: string): string | undefined {
  const parentId = toSpanId(row["parent_event_id"]);
  return parentId === spanId ? undefined : parentId;
}

/** `SPAN_KIND_INTERNAL` of opentelemetry-proto's trace.proto. */
const INTERNAL = 1;

function attributesText(
  { row }: TelemetryEvent,
  parentId: string | undefined,
  quoted: Quote,
): string {
  const attributes = new JsonAttributes(quoted);
  addFields(attributes, "properties", row);
  addFields(attributes, "measurements", row);
  attributes.add("error.type", isObject(row["error"]) ? row["error"]["type"] : undefined);
  attributes.add("coder.event.sequence", row["event_sequence"]);
  attributes.add(
    "coder.parent_event_id",
    parentId === undefined ? row["parent_event_id"] : undefined,
  );
  addUnknown(attributes, row);
  return attributes.text;
}

/** The error is a span event, as in the semantic conventions for exceptions on spans. */
function exceptionText(error: unknown, { end }: Period, quoted: Quote): string {
  if (error === undefined || error === null) {
    return "";
  }
  const attributes = new JsonAttributes(quoted);
  addError(attributes, error);
  return `,"events":[{"timeUnixNano":"${end}","name":"exception","attributes":[${attributes.text}]}]`;
}

/** A result that is neither a success nor an error, such as `aborted`, leaves the status unset. */
function statusText(result: unknown, error: unknown, quoted: Quote): string {
  if (result === "success") {
    return ',"status":{"code":1}';
  }
  if (result !== "error") {
    return "";
  }
  const message = isObject(error) ? error["message"] : error;
  return typeof message === "string"
    ? `,"status":{"code":2,"message":${quoted(message)}}`
    : ',"status":{"code":2}';
}
