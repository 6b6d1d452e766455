import type { ViewFilter } from "../messages";
import type { EventIndex } from "./eventIndex";

/** A filter without its text, which only the stored lines tell. */
export type FactsFilter = Omit<ViewFilter, "text">;

/** Returns all events in chronological order. */
export function inChronologicalOrder(index: EventIndex): Uint32Array {
  const events = new Uint32Array(index.length);
  let isSorted = true;
  for (let event = 0; event < index.length; event++) {
    events[event] = event;
    isSorted &&= !(index.times.at(event) < index.times.at(event - 1));
  }
  return isSorted ? events : events.sort((a, b) => index.times.at(a) - index.times.at(b) || a - b);
}

/** Returns those of `events` that match, in the same order. */
export function matchingEvents(
  index: EventIndex,
  events: Uint32Array,
  filter: FactsFilter,
): Uint32Array {
  const matches = matcherOf(index, filter);
  // `events.filter` would first collect them in a list of twice the size.
  const found = new Uint32Array(events.length);
  let count = 0;
  for (const event of events) {
    if (matches(event)) {
      found[count++] = event;
    }
  }
  return count === events.length ? events : found.slice(0, count);
}

/** Returns a function that tells whether an event matches. */
function matcherOf(
  index: EventIndex,
  { start = -Infinity, end = Infinity, names, results, sessions }: FactsFilter,
): (event: number) => boolean {
  const nameNumbers = names && index.names.numbersOf(names);
  const sessionNumbers = sessions && index.sessions.numbersOf(sessions);
  return (event) => {
    const time = index.times.at(event);
    return (
      time >= start &&
      time < end &&
      (nameNumbers?.has(index.nameOf(event)) ?? true) &&
      (results?.includes(index.resultOf(event)) ?? true) &&
      (sessionNumbers?.has(index.sessionOf(event)) ?? true)
    );
  };
}
