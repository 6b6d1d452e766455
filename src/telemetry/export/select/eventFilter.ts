import { type EventRow, type FileHeader, contextOf, sessionIdOf } from "../../stored/event";
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

/**
 * Returns a function that tells whether an event matches. Names and sessions can be given as they
 * are stored or as they are exported, where U+FFFD replaces half of an emoji.
 */
export function matcherOf({
  names,
  results,
  sessions,
  text,
}: EventFilter): (event: FilteredEvent) => boolean {
  const lower = text?.toLowerCase();
  const wantedNames = names && wellFormed(names);
  const wantedSessions = sessions && wellFormed(sessions);
  return ({ row, header, line }) =>
    (wantedNames?.has(row.event_name.toWellFormed()) ?? true) &&
    (results?.includes(resultOf(row)) ?? true) &&
    (wantedSessions?.has(sessionIdOf(contextOf(row, header)).toWellFormed()) ?? true) &&
    (lower === undefined || line.toLowerCase().includes(lower));
}

function wellFormed(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.map((text) => text.toWellFormed()));
}
