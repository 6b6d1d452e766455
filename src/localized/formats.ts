// Numbers and dates as the language of VS Code writes them.
import * as vscode from "vscode";

/** A number of things: "1,234". */
export function formatCount(value: number): string {
  return value.toLocaleString(vscode.env.language);
}

/** A part of a whole, from 0 to 1: "45%". */
export function formatPercent(fraction: number): string {
  return fraction.toLocaleString(vscode.env.language, { style: "percent" });
}

const SIZE_UNITS = [
  { unit: "kilobyte", bytes: 1e3 },
  { unit: "megabyte", bytes: 1e6 },
  { unit: "gigabyte", bytes: 1e9 },
] as const;

/** Bytes in decimal units, to two digits or whole: "0.3 kB", "3.2 MB", "120 MB". */
export function formatSize(bytes: number): string {
  // What would round to 1,000 of a unit is 1 of the next one.
  const { unit, bytes: one } =
    SIZE_UNITS.findLast((size) => bytes >= size.bytes * 0.9995) ?? SIZE_UNITS[0];
  return (bytes / one).toLocaleString(vscode.env.language, {
    style: "unit",
    unit,
    maximumFractionDigits: bytes < 10 * one ? 1 : 0,
  });
}

/** UTC days from first to last, given by a moment in each, in milliseconds since the epoch. */
export function formatDays(first: number, last: number): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, {
    dateStyle: "medium",
    timeZone: "UTC",
  });
  return format.formatRange(first, last);
}
