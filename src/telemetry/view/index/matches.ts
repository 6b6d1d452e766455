import type { ViewFilter } from "../messages";
import type { EventIndex } from "./eventIndex";

/** A filter without its text, which only the stored lines tell. */
export type FactsFilter = Omit<ViewFilter, "text">;

/** Returns the events that match, in chronological order. */
export function matchingEvents(index: EventIndex, filter: FactsFilter): Uint32Array {
  const matches = matcherOf(index, filter);
  const found = new Uint32Array(index.length);
  let count = 0;
  let isSorted = true;
  let lastTime = -Infinity;
  for (let event = 0; event < index.length; event++) {
    if (matches(event)) {
      const time = index.times.at(event);
      isSorted &&= time >= lastTime;
      lastTime = time;
      found[count++] = event;
    }
  }
  const all = found.slice(0, count);
  return isSorted ? all : all.sort((a, b) => index.times.at(a) - index.times.at(b) || a - b);
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
