// Numbers, sizes, durations and times in the language of VS Code. All times are in UTC.
import { readPageData } from "./host";

const { language } = readPageData();

const countFormat = new Intl.NumberFormat(language);
const percentFormat = new Intl.NumberFormat(language, { style: "percent" });

const timeFormat = new Intl.DateTimeFormat(language, {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
  timeZone: "UTC",
});

const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
const hourFormat = new Intl.DateTimeFormat(language, {
  dateStyle: "medium",
  timeStyle: "short",
  hourCycle: "h23",
  timeZone: "UTC",
});

export const formatCount = (count: number): string => countFormat.format(count);
export const formatPercent = (fraction: number): string => percentFormat.format(fraction);
export const formatTime = (time: number): string => timeFormat.format(time);

/** The start of an hour or a day. */
export function formatStart(unit: "hour" | "day", start: number): string {
  return (unit === "day" ? dayFormat : hourFormat).format(start);
}

/** "12 ms", "1.24 s", "3.5 min". */
export function formatDuration(milliseconds: number): string {
  const [unit, value, digits] =
    milliseconds < 1000
      ? ["millisecond", milliseconds, milliseconds < 10 ? 1 : 0]
      : milliseconds < 60_000
        ? ["second", milliseconds / 1000, 2]
        : ["minute", milliseconds / 60_000, 1];
  return value.toLocaleString(language, { style: "unit", unit, maximumFractionDigits: digits });
}

/** Bytes in decimal units: "0.3 kB", "3.2 MB", "120 MB". */
export function formatSize(bytes: number): string {
  const [unit, size] =
    bytes < 999_500
      ? ["kilobyte", 1e3]
      : bytes < 999_500_000
        ? ["megabyte", 1e6]
        : ["gigabyte", 1e9];
  const maximumFractionDigits = bytes < 10 * size ? 1 : 0;
  return (bytes / size).toLocaleString(language, { style: "unit", unit, maximumFractionDigits });
}
