/** Milliseconds in a UTC day, which has no leap seconds and no daylight saving. */
export const DAY_MS = 86_400_000;

/**
 * The first millisecond since the epoch of a UTC day written `YYYY-MM-DD`, or undefined when the
 * text has another shape or names no day of the calendar (2026-02-30).
 */
export function parseUtcDate(text: string): number | undefined {
  if (text !== lastText) {
    lastText = text;
    lastDay = parseDay(text);
  }
  return lastDay;
}

// Timestamps that follow each other are mostly of one day, and so are names of files.
let lastText = "";
let lastDay: number | undefined;

function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) {
    return undefined;
  }
  const start = Date.parse(text);
  // JavaScript rolls 30 February over into March instead of refusing it.
  return new Date(start).getUTCDate() === Number(text.slice(8)) ? start : undefined;
}

/** The UTC day of a time in milliseconds since the epoch, as `YYYY-MM-DD`. */
export function formatUtcDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
