import type { TelemetryEvent } from "../../../read/eventLines";
import { toSpanId, toTraceId } from "../../../stored/ids";
import { resultOf, storedResultOf } from "../../../stored/result";
import type { Attributes } from "./attributes";
import { addError, addFields, addUnknown } from "./eventAttributes";
import { toUnixNano } from "./unixNano";

/** The fields of an OTLP log record besides its attributes. */
export interface LogRecord {
  /** Also the body. */
  readonly eventName: string;
  /** Decimal. Undefined if OTLP can't represent the time. */
  readonly unixNano: string | undefined;
  readonly severity: Severity;
  /** 32 lower-case hex digits. */
  readonly traceId: string | undefined;
  /** 16 lower-case hex digits. */
  readonly spanId: string | undefined;
}

interface Severity {
  readonly number: number;
  readonly text: string;
}

const INFO: Severity = { number: 9, text: "INFO" };
const ERROR: Severity = { number: 17, text: "ERROR" };

/** Maps an event to a log record. Adds the record's attributes to `attributes`. */
export function toLogRecord({ row, time }: TelemetryEvent, attributes: Attributes): LogRecord {
  const isTimed = storedResultOf(row) !== undefined;
  const traceId = toTraceId(row["trace_id"]);
  const parentId = toSpanId(row["parent_event_id"]);
  const unixNano = toUnixNano(time);

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

  return {
    eventName: row.event_name,
    unixNano,
    severity: resultOf(row) === "error" ? ERROR : INFO,
    traceId,
    spanId: isTimed ? toSpanId(row["event_id"]) : parentId,
  };
}
