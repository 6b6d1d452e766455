import { OWN_EXTENSION } from "../../stored/sources";
import { type TelemetryFile, nameOf } from "../../stored/telemetryFolder";
import { DAY_MS } from "../../stored/utcDate";
import { type UtcWindow, overlapsDay } from "./dateRange";

const MAX_LATER_FILES = 100;

/**
 * Returns the names of the first 100 files that can contain events from the end of the window,
 * although their day is later. The Coder extension files an event under the day on which it was
 * written to disk. That is the day after, or any later day for a session that had files before, such
 * as on a laptop that slept. Looks only at names. None if the window has not ended.
 *
 * @param now milliseconds since the epoch.
 */
export function laterFiles(
  files: readonly TelemetryFile[],
  window: UtcWindow,
  now = Date.now(),
): string[] {
  const { end = Infinity } = window;
  if (end > now) {
    return [];
  }
  const sessions = new Set(
    files.filter(({ day }) => overlapsDay(window, day)).map(({ session }) => session),
  );
  sessions.delete(undefined);
  return files
    .filter(
      ({ day, session, source }) =>
        source.extensionId !== OWN_EXTENSION &&
        day >= end &&
        (day < end + DAY_MS || sessions.has(session)),
    )
    .slice(0, MAX_LATER_FILES)
    .map(nameOf);
}
