/** Milliseconds in a UTC day. Leap seconds and daylight saving time don't affect it. */
export const DAY_MS = 86_400_000;

/**
 * Returns the start of a UTC day written as `YYYY-MM-DD`, in milliseconds since the epoch. Returns
 * undefined for any other text, or if the date doesn't exist (2026-02-30).
 */
export function parseUtcDate(text: string): number | undefined {
  if (text !== lastText) {
    lastText = text;
    lastDay = parseDay(text);
  }
  return lastDay;
}

// Caches the last result, because successive timestamps and file names usually have the same day.
let lastText = "";
let lastDay: number | undefined;

function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) {
    return undefined;
  }
  const start = Date.parse(text);
  // For 2026-02-30, `Date.parse` returns 2 March (`node -p 'new Date("2026-02-30")'`).
  return new Date(start).getUTCDate() === Number(text.slice(8)) ? start : undefined;
}

/** Formats the UTC day of a time in milliseconds since the epoch as `YYYY-MM-DD`. */
export function formatUtcDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
