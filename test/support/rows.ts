import type { EventRow } from "../../src/telemetry/stored/event";

/** Returns a stored row with the two required fields, followed by `fields`. */
export function row(fields: Partial<EventRow> = {}): EventRow {
  return { event_name: "test.event", timestamp: "2026-03-01T12:00:00.000Z", ...fields };
}

/** Returns a stored row that is exported in every format, because it is also a span and has a duration. */
export function timedRow(fields: Partial<EventRow> = {}): EventRow {
  return row({
    trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
    event_id: "00f067aa0ba902b7",
    measurements: { durationMs: 1500.25 },
    ...fields,
    properties: { result: "success", ...(fields["properties"] as object | undefined) },
  });
}

/** Returns rows as the text of a telemetry file. */
export function jsonl(...rows: readonly object[]): string {
  return rows.map((value) => `${JSON.stringify(value)}\n`).join("");
}
