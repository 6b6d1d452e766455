import type { ViewFilter } from "../../messages";

/** Returns the filter without the fields that match everything. */
export function normalize(filter: ViewFilter): ViewFilter {
  const entries = Object.entries(filter).filter(
    ([, value]: [string, string | number | readonly string[] | undefined]) =>
      typeof value === "number" || (value !== undefined && value.length > 0),
  );
  return Object.fromEntries(entries);
}

export function matchesAll(filter: ViewFilter): boolean {
  return Object.keys(normalize(filter)).length === 0;
}

/** Returns milliseconds since the epoch for the value of a date and time input, taken as UTC. */
export function fromInput(value: string): number | undefined {
  const time = Date.parse(`${value}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Returns the value of a date and time input, to the minute. */
export function toInput(time: number | undefined): string {
  return time === undefined ? "" : new Date(time).toISOString().slice(0, 16);
}
