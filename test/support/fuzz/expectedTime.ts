// Determines the expected time of a timestamp. Doesn't use the code in src/ that it checks.

/** One pattern for each form of a date. */
const CALENDAR = /^(\d{4}|[+-]\d{6})-?(\d\d)-?(\d\d)$/;
const ORDINAL = /^(\d{4}|[+-]\d{6})-?(\d{3})$/;
const WEEK = /^(\d{4}|[+-]\d{6})-?[Ww](\d\d)-?(\d)$/;
const CLOCK = /^(\d\d)(?::?(\d\d)(?::?(\d\d))?)?(?:[.,](\d+))?$/;
const OFFSET = /[Zz]$|([+-])(\d\d)(?::?(\d\d))?$/;

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;

type Defect = "invalidTimestamp" | "nonexistentTimestamp";

/** Returns nanoseconds since the epoch, or what is wrong with the timestamp. */
export function timeOf(text: string): bigint | Defect {
  const [date = "", clock, ...more] = text.split(/[Tt ]/);
  const day = dayOf(date);
  const offset = clock === undefined ? undefined : (OFFSET.exec(clock) ?? undefined);
  const time = clock === undefined ? 0n : nanosOfClock(clock.slice(0, offset?.index));
  if (day === undefined || time === undefined || more.length > 0) {
    return "invalidTimestamp";
  }
  const [, sign, hours = "0", minutes = "0"] = offset ?? [];
  if (day === "none" || time === "none" || Number(hours) > 23 || Number(minutes) > 59) {
    return "nonexistentTimestamp";
  }
  const east = (BigInt(hours) * 60n + BigInt(minutes)) * 60n * SECOND;
  return day + time + (sign === "-" ? east : -east);
}

function dayOf(text: string): bigint | "none" | undefined {
  const [, year, month = "01", day = "01"] = CALENDAR.exec(text) ?? [];
  const [, yearOfOrdinal, ordinal] = ORDINAL.exec(text) ?? [];
  const [, yearOfWeek, week, weekday] = WEEK.exec(text) ?? [];
  if (year !== undefined) {
    return countDays(year, month, day);
  }
  if (yearOfOrdinal !== undefined) {
    const days = countDays(yearOfOrdinal, "01", "01", Number(ordinal) - 1);
    return isOfYear(days, yearOfOrdinal) ? days : "none";
  }
  if (yearOfWeek === undefined) {
    return undefined;
  }
  const fourth = countDays(yearOfWeek, "01", "04");
  if (fourth === "none" || Number(weekday) < 1 || Number(weekday) > 7) {
    return "none";
  }
  const monday = fourth - BigInt((dateOf(fourth).getUTCDay() + 6) % 7) * DAY;
  const start = monday + BigInt((Number(week) - 1) * 7) * DAY;
  // A week belongs to the year of its Thursday.
  return isOfYear(start + 3n * DAY, yearOfWeek)
    ? start + BigInt(Number(weekday) - 1) * DAY
    : "none";
}

/** Counts with `Date`, and so only years that it has. */
function countDays(year: string, month: string, day: string, more = 0): bigint | "none" {
  const shown = `${year.length === 4 ? `+00${year}` : year}-${month}-${day}T00:00:00.000Z`;
  const date = new Date(shown);
  const isDate = Number.isFinite(date.getTime()) && date.toISOString().endsWith(shown.slice(-20));
  return isDate ? BigInt(date.getTime()) * 1_000_000n + BigInt(more) * DAY : "none";
}

function isOfYear(nanos: bigint | "none", year: string): boolean {
  return nanos !== "none" && dateOf(nanos).getUTCFullYear() === Number(year);
}

function dateOf(nanos: bigint): Date {
  return new Date(Number(nanos / 1_000_000n));
}

function nanosOfClock(text: string): bigint | "none" | undefined {
  const [match, hours = "", minutes, seconds, fraction = ""] = CLOCK.exec(text) ?? [];
  if (match === undefined) {
    return undefined;
  }
  const isMidnight = /^24[:0.,]*$/.test(text);
  const isClock = Number(hours) < 24 && Number(minutes ?? 0) < 60 && Number(seconds ?? 0) <= 60;
  if (!isMidnight && !isClock) {
    return "none";
  }
  const unit = seconds !== undefined ? 1n : minutes !== undefined ? 60n : 3600n;
  const whole =
    BigInt(hours) * 3600n +
    BigInt(minutes ?? 0) * 60n +
    BigInt(seconds === "60" ? 59 : (seconds ?? 0));
  const digits = fraction.slice(0, 40);
  const part = (BigInt(digits === "" ? 0 : digits) * unit * SECOND) / 10n ** BigInt(digits.length);
  return whole * SECOND + part;
}
