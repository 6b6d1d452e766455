// What the page shows. Times are in milliseconds since the epoch, durations in milliseconds, and sizes
// in bytes.
import type { EventFilter } from "../export/select/eventFilter";
import { type EventResult, eventResults } from "../stored/result";

export { type EventResult, eventResults };

/**
 * Which events to show: the filter of an export, and a range of times. Fields that match everything
 * are absent.
 */
export interface ViewFilter extends EventFilter {
  /** Inclusive. */
  readonly start?: number | undefined;
  /** Exclusive. */
  readonly end?: number | undefined;
}

/** A value and the number of events that have it. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** All stored telemetry at a glance, or the part of it that matches a filter. */
export interface Overview {
  /** Whether everything was read. `false` after `stop`. */
  readonly isComplete: boolean;
  readonly eventCount: number;
  readonly sessionCount: number;
  /** Events with the result `error`. */
  readonly failureCount: number;
  /** Rows, files and folders that could not be read. This and the following numbers don't depend on the filter. */
  readonly skippedCount: number;
  /** Events that were recorded but are not stored, as far as the sequence numbers tell. */
  readonly missingCount: number;
  readonly fileCount: number;
  readonly bytes: number;
  readonly timeline: Timeline;
  /** By result, without those that no event has. */
  readonly results: readonly ValueCount[];
  /** The most frequent first. Only the first 1,000. */
  readonly names: readonly ValueCount[];
  /** The latest first. Only the first 1,000. */
  readonly sessions: readonly ValueCount[];
}

/** Numbers of events per hour or day (UTC), without gaps between the first and the last one. */
export interface Timeline {
  readonly unit: "hour" | "day";
  /** The start of each hour or day. */
  readonly starts: readonly number[];
  /** For each result, one count for each start. */
  readonly counts: Readonly<Record<EventResult, readonly number[]>>;
  /** Number of events whose times are too far from those of the others. */
  readonly outsideCount: number;
}

/** An event as a row of the table. */
export interface EventSummary {
  /** Identifies the event in other requests. */
  readonly index: number;
  readonly time: number;
  readonly name: string;
  readonly result: EventResult;
  readonly duration?: number | undefined;
  /** Session ID. Empty if the event has none. */
  readonly session: string;
}

/** One event with everything that is stored. */
export interface EventDetails {
  readonly index: number;
  /** Name of the file, for display. */
  readonly file: string;
  readonly path: string;
  /** Line number, starting at 1. */
  readonly line: number;
  /** The line as it is stored. */
  readonly stored: string;
  /** The event as an export writes it, indented. Secrets are masked. */
  readonly exported: string;
  /** If the event belongs to a trace. */
  readonly traceId?: string | undefined;
}

/** A trace, represented by its first span. */
export type TraceSummary = EventSummary;

/** A span or log event in a trace's waterfall. */
export interface TraceEvent {
  readonly index: number;
  readonly name: string;
  readonly result: EventResult;
  /** Start in milliseconds after the start of the trace. */
  readonly start: number;
  /** Absent for events without a duration. */
  readonly duration?: number | undefined;
  /** 0 for a span without a parent in the trace. */
  readonly depth: number;
  /** The error's message, if any. */
  readonly error?: string | undefined;
}

/** Identifiers or secrets of one kind. */
export interface SensitiveKind {
  readonly kind: "secret" | "user" | "host" | "machine" | "session" | "ip" | "text";
  /** Number of places where an export masks or replaces one. */
  readonly count: number;
  /** The first few, each as stored and as exported. Secrets are shown only as exported. */
  readonly examples: readonly { readonly stored?: string; readonly exported: string }[];
}
