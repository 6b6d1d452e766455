import type { EventRow } from "../../src/telemetry/stored/event";

/** A stored row; what is given stands after the two fields that every event has. */
export function row(fields: Partial<EventRow> = {}): EventRow {
  return { event_name: "test.event", timestamp: "2026-03-01T12:00:00.000Z", ...fields };
}

/** Rows as the text of a telemetry file. */
export function jsonl(...rows: readonly object[]): string {
  return rows.map((value) => `${JSON.stringify(value)}\n`).join("");
}
