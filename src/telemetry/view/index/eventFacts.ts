import type { TelemetryEvent } from "../../read/eventLines";
import { type EventRow, isObject, sessionIdOf } from "../../stored/event";
import { toTraceId } from "../../stored/ids";
import { type EventResult, resultOf, storedResultOf } from "../../stored/result";

/** What the index keeps of an event. */
export interface EventFacts {
  /** Milliseconds since the epoch, to the microsecond. */
  readonly time: number;
  readonly name: string;
  readonly result: EventResult;
  /** In milliseconds, or NaN. */
  readonly duration: number;
  /** Empty if the event has none. */
  readonly session: string;
  /** See {@link traceKey}. */
  readonly trace: number;
  /** Whether it is a span without a parent. */
  readonly isRoot: boolean;
}

export function factsOf({ row, time, context }: TelemetryEvent): EventFacts {
  return {
    // Not rounded up: an event just before a filter's end must not move to it.
    time: time.ms + Math.floor(time.nanos / 1000) / 1000,
    name: row.event_name,
    result: resultOf(row),
    duration: durationOf(fieldOf(row["measurements"], "durationMs")),
    session: sessionIdOf(context),
    trace: traceKey(row["trace_id"]),
    isRoot: isSpan(row) && !isPresent(row["parent_event_id"]),
  };
}

/** NaN for what can't be a duration: text, and numbers that are negative, infinite (1e999) or enormous. */
function durationOf(value: unknown): number {
  const isDuration = typeof value === "number" && value >= 0 && value < Number.MAX_SAFE_INTEGER;
  return isDuration ? value : NaN;
}

/** Whether an event is a span: only timed events have a result. */
export function isSpan(row: EventRow): boolean {
  return storedResultOf(row) !== undefined;
}

/**
 * Returns the first 13 hex digits of a trace ID as a number, which takes less memory than the text.
 * NaN if the value is not a trace ID. Different traces can have the same key.
 */
function traceKey(traceId: unknown): number {
  return parseInt(toTraceId(traceId)?.slice(0, 13) ?? "", 16);
}

/** Returns a field of a value that may not be an object. */
export function fieldOf(value: unknown, field: string): unknown {
  return isObject(value) ? value[field] : undefined;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
