import type { EventRow } from "../../stored/event";
import type { TelemetryContext } from "../telemetryContext";

/** An event that is not yet stored. */
export interface Pending {
  /** Its UTC day, `YYYY-MM-DD`. */
  readonly date: string;
  /** The event as JSON, with a newline at the end. */
  readonly line: string;
  /** For an event that reports dropped events: how many. */
  readonly losses?: number;
}

/** Returns an event as it will be stored. */
export function toPending(row: EventRow): Pending {
  return { date: row.timestamp.slice(0, 10), line: `${JSON.stringify(row)}\n` };
}

/** Returns the first line of a file, with a newline at the end. */
export function headerLine(context: TelemetryContext): string {
  const timestamp = new Date().toISOString();
  return `${JSON.stringify({ kind: "header", schema_version: 1, timestamp, context })}\n`;
}
