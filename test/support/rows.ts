import type { EventRow } from "../../src/telemetry/stored/event";

/** Returns a stored row with the two required fields, followed by `fields`. */
export function row(fields: Partial<EventRow> = {}): EventRow {
  return { event_name: "test.event", timestamp: "2026-03-01T12:00:00.000Z", ...fields };
}

/** Returns rows as the text of a telemetry file. */
export function jsonl(...rows: readonly object[]): string {
  return rows.map((value) => `${JSON.stringify(value)}\n`).join("");
}
