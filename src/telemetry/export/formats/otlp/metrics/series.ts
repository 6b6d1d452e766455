import type { Timestamp } from "../../../../stored/timestamp";
import { DAY_MS } from "../../../../stored/utcDate";
import { toUnixNano } from "../unixNano";

/** The state of a time series. */
export interface Series {
  /** Start of its first point in nanoseconds since the epoch, as a decimal string. */
  readonly start: string;
  /** Sum of the values so far. */
  sum: number;
  /** Number of values so far in each bucket of a histogram. Empty for other series. */
  readonly bucketCounts: number[];
  /** Time of the last point in milliseconds since the epoch. */
  lastMs: number;
}

/** Finds the time series with a key, or starts it with `start`. */
export type FindSeries = (key: string, start: string) => Series;

/**
 * Maximum number of time series in memory. A usual file has some dozens. If there are more, all of
 * them start again.
 */
const MAX_SERIES = 10_000;

/**
 * The time series of a file. A series starts again on each UTC day, so that the points of a day are
 * the same in every export that contains the day.
 */
export class SeriesOfFile {
  private readonly known = new Map<string, Series>();

  /**
   * Returns the series with a key, and creates it if needed.
   *
   * @param start when the period of the first value started.
   */
  find(key: string, { ms }: Timestamp, start: string): Series {
    const dailyKey = `${Math.floor(ms / DAY_MS)} ${key}`;
    let series = this.known.get(dailyKey);
    if (!series) {
      if (this.known.size === MAX_SERIES) {
        this.known.clear();
      }
      series = { start, sum: 0, bucketCounts: [], lastMs: -Infinity };
      this.known.set(dailyKey, series);
    }
    return series;
  }
}

/**
 * Returns the time for the next point of a series in nanoseconds since the epoch, which is usually
 * `time`. If that is not in a later millisecond than the last point, returns the next millisecond:
 * Prometheus stores milliseconds, and of two values of a series for the same time only the first.
 * Returns undefined if OTLP can't represent the time.
 */
export function nextUnixNano(series: Series, time: Timestamp): string | undefined {
  const next = time.ms > series.lastMs ? time : { ms: series.lastMs + 1, nanos: 0 };
  series.lastMs = next.ms;
  return toUnixNano(next);
}
