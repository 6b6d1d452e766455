import { DAY_MS } from "../../stored/utcDate";
import {
  type EventResult,
  type Overview,
  type Timeline,
  type ValueCount,
  eventResults,
} from "../messages";
import type { EventIndex } from "./eventIndex";

const HOUR_MS = 3_600_000;

/** A longer period is shown by day: 4 days have 96 hours. */
const MAX_HOURS = 96;

/**
 * The timeline has no gap of more than a year, and never more than ten years: an event with a wrong
 * time could make it centuries long.
 */
const MAX_GAP_DAYS = 366;
const MAX_DAYS = 3660;

/** Number of names and of sessions that are listed. */
const MAX_LISTED = 1000;

/** What doesn't depend on the filter, and the index doesn't know. */
export type StoredFacts = Pick<
  Overview,
  "isComplete" | "skippedCount" | "missingCount" | "fileCount" | "bytes"
>;

/**
 * Summarizes events.
 *
 * @param events in chronological order.
 * @param now milliseconds since the epoch.
 */
export function overviewOf(
  index: EventIndex,
  events: Uint32Array,
  stored: StoredFacts,
  now: number,
): Overview {
  const names = countBy(events, (event) => index.names.textOf(index.nameOf(event)));
  const sessions = countBy(events, (event) => index.sessions.textOf(index.sessionOf(event)));
  const named = sessions.filter(({ value }) => value !== "");
  const counts = new Map(
    countBy(events, (event) => index.resultOf(event)).map(({ value, count }) => [value, count]),
  );
  return {
    ...stored,
    eventCount: events.length,
    sessionCount: named.length,
    failureCount: counts.get("error") ?? 0,
    timeline: timelineOf(index, events, now + DAY_MS),
    results: eventResults.flatMap((value) => {
      const count = counts.get(value);
      return count === undefined ? [] : { value, count };
    }),
    names: names.sort((a, b) => b.count - a.count).slice(0, MAX_LISTED),
    sessions: named.reverse().slice(0, MAX_LISTED),
  };
}

/** Counts values, in the order in which they first appear. */
function countBy(events: Uint32Array, valueOf: (event: number) => string): ValueCount[] {
  const counts = new Map<string, number>();
  for (const event of events) {
    const value = valueOf(event);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Array.from(counts, ([value, count]) => ({ value, count }));
}

function timelineOf(index: EventIndex, events: Uint32Array, latest: number): Timeline {
  const timeOf = (event: number): number => index.times.at(event);
  // If all are later, they are what one looks for, or the clock of this machine is wrong.
  const end = events.findLastIndex((event) => timeOf(event) <= latest) + 1 || events.length;
  const shown = events.subarray(0, end);
  const [first, last] = periodOf(shown, timeOf);
  const unit = last - first < MAX_HOURS * HOUR_MS ? "hour" : "day";
  const size = unit === "hour" ? HOUR_MS : DAY_MS;
  const start = Math.floor(first / size) * size;
  const length = shown.length > 0 ? Math.floor((last - start) / size) + 1 : 0;
  const counts = Object.fromEntries(
    eventResults.map((result) => [result, new Array<number>(length).fill(0)]),
  ) as Record<EventResult, number[]>;
  let outsideCount = events.length - shown.length;
  for (const event of shown) {
    const bucket = Math.floor((timeOf(event) - start) / size);
    const list = counts[index.resultOf(event)];
    if (bucket >= 0 && bucket < length) {
      list[bucket] = (list[bucket] ?? 0) + 1;
    } else {
      outsideCount++;
    }
  }
  const starts = Array.from({ length }, (_, bucket) => start + bucket * size);
  return { unit, starts, counts, outsideCount };
}

/**
 * The first and the last time of a timeline: that of most events, if there are gaps of more than a
 * year.
 */
function periodOf(events: Uint32Array, timeOf: (event: number) => number): [number, number] {
  let [first, last, count] = [NaN, NaN, 0];
  let longest = { first, last, count };
  for (const event of events) {
    const time = timeOf(event);
    if (!(time - last <= MAX_GAP_DAYS * DAY_MS)) {
      first = time;
      count = 0;
    }
    last = time;
    count++;
    if (count >= longest.count) {
      longest = { first, last, count };
    }
  }
  return [Math.max(longest.first, longest.last - MAX_DAYS * DAY_MS), longest.last];
}
