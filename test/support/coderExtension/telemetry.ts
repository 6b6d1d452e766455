// Telemetry of the released Coder extension, as recorded or with recent dates.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS, formatUtcDate, parseUtcDate } from "../../../src/telemetry/stored/utcDate";
import { CODER_TELEMETRY } from "../coderTelemetry";

/** The number of events in {@link CODER_TELEMETRY}. */
export const CODER_EVENT_COUNT = 343;

const LAST_DAY = parseUtcDate("2026-11-22") ?? NaN;

/**
 * Writes the fixture to a folder, with all dates shifted by whole days. The last day becomes the
 * day before `now` (milliseconds since the epoch), and not the current day, of which some events
 * could be in the future.
 */
export function writeCoderTelemetry(directory: string, now: number): void {
  const shift = Math.floor(now / DAY_MS) * DAY_MS - DAY_MS - LAST_DAY;
  const shifted = (text: string): string =>
    text.replace(/\b2026-11-\d\d/g, (date) => formatUtcDate((parseUtcDate(date) ?? NaN) + shift));
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(CODER_TELEMETRY)) {
    // No other values, such as the machine ID, contain text that looks like these dates.
    const text = readFileSync(join(CODER_TELEMETRY, name), "utf8");
    writeFileSync(join(directory, shifted(name)), shifted(text));
  }
}
