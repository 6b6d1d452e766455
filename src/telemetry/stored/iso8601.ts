import { DAY_MS } from "./utcDate";

/** The parts of an ISO 8601 date and time. They are not checked, except for `day`. */
export interface IsoParts {
  /** Start of the UTC day in milliseconds since the epoch. Undefined if the date doesn't exist. */
  readonly day: number | undefined;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** Decimal digits of the last part that the time has. */
  readonly fraction: string;
  /** Milliseconds in the part that the fraction belongs to. */
  readonly fractionUnitMs: number;
  /** Offset from UTC. */
  readonly offset: { readonly sign: 1 | -1; readonly hours: number; readonly minutes: number };
}

/** A year of four digits, or six with a sign (https://tc39.es/ecma262/#sec-expanded-years). */
const YEAR = String.raw`(?<year>\d{4}|[+\-\u2212]\d{6})`;
const DAY = String.raw`(?:-?(?<month>\d\d)-?(?<day>\d\d)|-?(?<ordinal>\d{3})|-?W(?<week>\d\d)-?(?<weekday>\d))`;
const TIME = String.raw`[T ](?<hours>\d\d)(?::?(?<minutes>\d\d)(?::?(?<seconds>\d\d))?)?(?:[.,](?<fraction>\d+))?`;
const OFFSET = String.raw`(?:Z|(?<sign>[+\-\u2212])(?<offsetHours>\d\d)(?::?(?<offsetMinutes>\d\d))?)`;
const ISO_8601 = new RegExp(`^${YEAR}${DAY}(?:${TIME}${OFFSET}?)?$`, "i");

/**
 * Parses an ISO 8601 date, or a date and a time, in the extended (`2026-03-01T12:00:00Z`) or the
 * basic format (`20260301T120000Z`). The date can be a calendar, ordinal (`2026-060`) or week date
 * (`2026-W09-7`). The last part of the time can have a decimal fraction with a comma or a period.
 * As in RFC 3339, T and Z can be lower case, and a space can replace T
 * (https://www.rfc-editor.org/rfc/rfc3339#section-5.6). Returns undefined for any other text.
 */
export function parseIso8601(text: string): IsoParts | undefined {
  const groups = ISO_8601.exec(text)?.groups;
  if (!groups) {
    return undefined;
  }
  const { hours, minutes, seconds, fraction = "0", sign, offsetHours, offsetMinutes } = groups;
  return {
    day: groups["year"] === "-000000" ? undefined : dayOf(groups),
    hours: numberOf(hours),
    minutes: numberOf(minutes),
    seconds: numberOf(seconds),
    fraction,
    fractionUnitMs: seconds !== undefined ? 1000 : minutes !== undefined ? 60_000 : 3_600_000,
    offset: {
      sign: sign === undefined || sign === "+" ? 1 : -1,
      hours: numberOf(offsetHours),
      minutes: numberOf(offsetMinutes),
    },
  };
}

type Groups = Readonly<Record<string, string | undefined>>;

function dayOf({ year: yearText, month, day, ordinal, week, weekday }: Groups): number | undefined {
  const year = numberOf(yearText?.replace("\u2212", "-"));
  const newYear = startOfMonth(year, 1);
  if (ordinal !== undefined) {
    return dayWithin(newYear, numberOf(ordinal), startOfMonth(year + 1, 1));
  }
  if (week !== undefined) {
    const isWeekday = numberOf(weekday) <= 7;
    const start = dayWithin(startOfWeeks(year), numberOf(week), startOfWeeks(year + 1), 7);
    return isWeekday && start !== undefined ? dayWithin(start, numberOf(weekday)) : undefined;
  }
  const isMonth = numberOf(month) >= 1 && numberOf(month) <= 12;
  const start = startOfMonth(year, numberOf(month));
  return isMonth
    ? dayWithin(start, numberOf(day), startOfMonth(year, numberOf(month) + 1))
    : undefined;
}

/** Returns the start of the numbered day, or other unit, or undefined if there is none before `end`. */
function dayWithin(start: number, number: number, end = Infinity, days = 1): number | undefined {
  const time = start + (number - 1) * days * DAY_MS;
  return number >= 1 && time < end ? time : undefined;
}

/** Days repeat every 400 years. */
const CYCLE_YEARS = 400;
const CYCLE_MS = 146_097 * DAY_MS;

/** Uses a year near 2000, because `Date.UTC` treats 0 to 99 as 1900 to 1999 and is limited to 275760. */
function startOfMonth(year: number, month: number): number {
  const cycle = Math.floor(year / CYCLE_YEARS) - 5;
  return Date.UTC(year - cycle * CYCLE_YEARS, month - 1) + cycle * CYCLE_MS;
}

/** The first week of a year is the one that contains January 4. Weeks start on Monday. */
function startOfWeeks(year: number): number {
  const day = startOfMonth(year, 1) + 3 * DAY_MS;
  // January 5, 1970, was a Monday.
  const daysSinceMonday = (((day / DAY_MS - 4) % 7) + 7) % 7;
  return day - daysSinceMonday * DAY_MS;
}

function numberOf(digits: string | undefined): number {
  return Number(digits ?? 0);
}
