import { DAY_MS, formatUtcDate, parseUtcDate } from "../../stored/utcDate";
import type { L10n } from "../messages/l10n";

/**
 * A half-open window `[start, end)` in milliseconds since the epoch. Without a start or end, it is
 * unlimited on that side.
 */
export interface UtcWindow {
  readonly start?: number;
  readonly end?: number;
}

/** The ID of a preset, or `custom` for a range of two days. */
export type RangeId = "last24Hours" | "last7Days" | "last30Days" | "allTime" | "custom";

/** The range of an export. `slug` represents it in the file name. */
export interface DateRange {
  readonly id: RangeId;
  readonly window: UtcWindow;
  readonly slug: string;
}

/**
 * A range that is counted back from now. It ends a day from now: that includes the latest events,
 * even if a clock was set back in the meantime, and excludes events that are dated far in the future
 * because a clock was wrong. "All time" has no end.
 */
export interface RangePreset {
  readonly id: RangeId;
  readonly label: (l10n: L10n) => string;
  /** Returns the range. `now` is in milliseconds since the epoch. */
  readonly range: (now: number) => DateRange;
}

/** The presets in the order in which they are offered. */
export const rangePresets = [
  {
    id: "last24Hours",
    label: (l10n) => l10n.t("Last 24 hours"),
    range: last(1, "last24Hours", "last-24-hours"),
  },
  {
    id: "last7Days",
    label: (l10n) => l10n.t("Last 7 days"),
    range: last(7, "last7Days", "last-7-days"),
  },
  {
    id: "last30Days",
    label: (l10n) => l10n.t("Last 30 days"),
    range: last(30, "last30Days", "last-30-days"),
  },
  {
    id: "allTime",
    label: (l10n) => l10n.t("All time"),
    range: (now) => ({ id: "allTime", window: {}, slug: `all-time-${formatUtcDate(now)}` }),
  },
] as const satisfies readonly RangePreset[];

/** The reason why a date can't be the start or end of a custom range. */
export type DateProblem = "format" | "calendar" | "future" | "endBeforeStart";

/**
 * Validates the first day of a range. Returns undefined if it is valid. `now` is in milliseconds
 * since the epoch.
 */
export function checkStartDate(text: string, now: number): DateProblem | undefined {
  const start = parseUtcDate(text);
  return start === undefined ? notADate(text) : start > now ? "future" : undefined;
}

/**
 * Validates the last day of a range that starts on the valid day `start`. Returns undefined if it
 * is valid.
 */
export function checkEndDate(text: string, start: string): DateProblem | undefined {
  if (parseUtcDate(text) === undefined) {
    return notADate(text);
  }
  // Dates in the form YYYY-MM-DD can be compared as text.
  return text < start ? "endBeforeStart" : undefined;
}

/** Returns the range of two UTC days (inclusive). Throws a RangeError if a date is invalid. */
export function customRange(start: string, end: string): DateRange {
  const first = parseUtcDate(start);
  const last = parseUtcDate(end);
  if (first === undefined || last === undefined || last < first) {
    throw new RangeError(`${start} to ${end} is no range of days.`);
  }
  return {
    id: "custom",
    window: { start: first, end: last + DAY_MS },
    slug: `${start}-to-${end}`,
  };
}

/**
 * Returns the range from one time to another (exclusive), both in milliseconds since the epoch. A
 * range without a start or end is unlimited on that side.
 */
export function timeRange(start: number | undefined, end: number | undefined): DateRange {
  const window = { ...(start !== undefined && { start }), ...(end !== undefined && { end }) };
  return { id: "custom", window, slug: timesSlug(window) };
}

function timesSlug({ start, end }: UtcWindow): string {
  // File names can't contain colons on Windows.
  const format = (time: number): string => new Date(time).toISOString().replace(/:|\.000/g, "");
  if (start === undefined) {
    return end === undefined ? "all-time" : `before-${format(end)}`;
  }
  return end === undefined ? `from-${format(start)}` : `${format(start)}-to-${format(end)}`;
}

/** Whether a time in milliseconds since the epoch is in the window. */
export function contains({ start, end }: UtcWindow, time: number): boolean {
  return (start === undefined || time >= start) && (end === undefined || time < end);
}

/** Whether the window includes any time of the UTC day that starts at `day`. */
export function overlapsDay({ start, end }: UtcWindow, day: number): boolean {
  return (start === undefined || day + DAY_MS > start) && (end === undefined || day < end);
}

function last(days: number, id: RangeId, slug: string): (now: number) => DateRange {
  return (now) => ({
    id,
    window: { start: now - days * DAY_MS, end: now + DAY_MS },
    slug: `${slug}-${formatUtcDate(now)}`,
  });
}

function notADate(text: string): DateProblem {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? "calendar" : "format";
}
