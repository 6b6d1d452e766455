// Numbers and dates as the language of VS Code writes them.
import * as vscode from "vscode";

/** A number of things: "1,234". */
export function formatCount(value: number): string {
  return value.toLocaleString(vscode.env.language);
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
