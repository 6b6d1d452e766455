import type { l10n } from "vscode";
import { DAY_MS, formatUtcDate, parseUtcDate } from "../../stored/utcDate";

type L10n = Pick<typeof l10n, "t">;

/** A half-open window `[start, end)` in milliseconds since the epoch; an absent end is open. */
export interface UtcWindow {
  readonly start?: number;
  readonly end?: number;
}

/** What kind of range it is: that of a preset, or one of two days. */
export type RangeId = "last24Hours" | "last7Days" | "last30Days" | "allTime" | "custom";

/** The range of one export: what it covers, and how the exported file's name says so. */
export interface DateRange {
  readonly id: RangeId;
  readonly window: UtcWindow;
  readonly slug: string;
}

/** A range that is counted back from now. Its end is open: what was recorded last is in it. */
export interface RangePreset {
  readonly id: RangeId;
  readonly label: (l10n: L10n) => string;
  /** The range as of `now`, in milliseconds since the epoch. */
  readonly range: (now: number) => DateRange;
}

/** In the order in which they are offered. */
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

/** Why a date can't be the start or the end of a custom range. */
export type DateProblem = "format" | "calendar" | "future" | "endBeforeStart";

/** What is wrong with `text` as the first day of a range, if anything; `now` as in {@link RangePreset}. */
export function checkStartDate(text: string, now: number): DateProblem | undefined {
  const start = parseUtcDate(text);
  return start === undefined ? notADate(text) : start > now ? "future" : undefined;
}

/** What is wrong with `text` as the last day of a range that begins on the valid day `start`. */
export function checkEndDate(text: string, start: string): DateProblem | undefined {
  if (parseUtcDate(text) === undefined) {
    return notADate(text);
  }
  // Days written YYYY-MM-DD sort as text.
  return text < start ? "endBeforeStart" : undefined;
}

/** Two valid UTC days, both included. Throws a RangeError for what the checks above refuse. */
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

/** Whether a moment, in milliseconds since the epoch, lies in the window. */
export function contains({ start, end }: UtcWindow, time: number): boolean {
  return (start === undefined || time >= start) && (end === undefined || time < end);
}

/** Whether any moment of the UTC day that begins at `day` lies in the window. */
export function overlapsDay({ start, end }: UtcWindow, day: number): boolean {
  return (start === undefined || day + DAY_MS > start) && (end === undefined || day < end);
}

function last(days: number, id: RangeId, slug: string): (now: number) => DateRange {
  return (now) => ({
    id,
    window: { start: now - days * DAY_MS },
    slug: `${slug}-${formatUtcDate(now)}`,
  });
}

function notADate(text: string): DateProblem {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? "calendar" : "format";
}
