// Telemetry of the released Coder extension, as it wrote it or as it would have written it lately.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS, formatUtcDate, parseUtcDate } from "../../../src/telemetry/stored/utcDate";
import { CODER_TELEMETRY } from "../coderTelemetry";

/** The number of events in {@link CODER_TELEMETRY}. */
export const CODER_EVENT_COUNT = 343;

const LAST_DAY = parseUtcDate("2026-11-22") ?? NaN;

/**
 * Writes the fixture into the folder with all dates shifted by whole days, so that its last day is the one before `now`, in
 * milliseconds since the epoch. The day itself may not have come as far as the events of the last day.
 */
export function writeCoderTelemetry(directory: string, now: number): void {
  const shift = Math.floor(now / DAY_MS) * DAY_MS - DAY_MS - LAST_DAY;
  const shifted = (text: string): string =>
    text.replace(/\b2026-11-\d\d/g, (date) => formatUtcDate((parseUtcDate(date) ?? NaN) + shift));
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(CODER_TELEMETRY)) {
    // The machine's number and other values have no such dates in them.
    const text = readFileSync(join(CODER_TELEMETRY, name), "utf8");
    writeFileSync(join(directory, shifted(name)), shifted(text));
  }
}
