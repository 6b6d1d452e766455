import { type EventRow, type FileHeader, isObject } from "../../stored/event";
import { type EventResult, resultOf } from "../../stored/result";

/** Which events to export. A field that is absent matches all events. */
export interface EventFilter {
  readonly names?: readonly string[] | undefined;
  readonly results?: readonly EventResult[] | undefined;
  /** Session IDs. */
  readonly sessions?: readonly string[] | undefined;
  /** Must appear in the stored line, in any letter case. */
  readonly text?: string | undefined;
}

/** What a filter looks at, as it is stored. */
export interface FilteredEvent {
  readonly row: EventRow;
  readonly header: FileHeader;
  readonly line: string;
}

/** Returns a function that tells whether an event matches. */
export function matcherOf({
  names,
  results,
  sessions,
  text,
}: EventFilter): (event: FilteredEvent) => boolean {
  const lower = text?.toLowerCase();
  return ({ row, header, line }) =>
    (names?.includes(row.event_name) ?? true) &&
    (results?.includes(resultOf(row)) ?? true) &&
    (sessions?.includes(sessionOf(row, header)) ?? true) &&
    (lower === undefined || line.toLowerCase().includes(lower));
}

/** Returns the session ID, or an empty text if there is none. */
function sessionOf(row: EventRow, header: FileHeader): string {
  const context = row["context"] ?? header.context;
  const session = isObject(context) ? context["session_id"] : undefined;
  return typeof session === "string" ? session : "";
}
