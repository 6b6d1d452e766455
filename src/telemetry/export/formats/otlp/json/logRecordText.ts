import type { TelemetryEvent } from "../../../../read/eventLines";
import { toLogRecord } from "../logRecord";
import { quoteOf } from "./anyValue";
import { JsonAttributes } from "./jsonAttributes";

/**
 * Returns an event as the JSON text of a log record, as defined by the OTLP specification's JSON
 * Protobuf Encoding. Fields without a value are omitted. Concatenates text because building objects
 * for `JSON.stringify` took 1.3 times as long.
 */
export function logRecordText(event: TelemetryEvent): string {
  const quoted = quoteOf(event.text);
  const attributes = new JsonAttributes(quoted);
  const { eventName, unixNano, severity, traceId, spanId } = toLogRecord(event, attributes);
  const name = quoted(eventName);
  return (
    (unixNano === undefined
      ? "{"
      : `{"timeUnixNano":"${unixNano}","observedTimeUnixNano":"${unixNano}",`) +
    `"severityNumber":${severity.number},"severityText":"${severity.text}"` +
    `,"body":{"stringValue":${name}},"attributes":[${attributes.text}]` +
    (traceId === undefined ? "" : `,"traceId":"${traceId}"`) +
    (spanId === undefined ? "" : `,"spanId":"${spanId}"`) +
    `,"eventName":${name}}`
  );
}
