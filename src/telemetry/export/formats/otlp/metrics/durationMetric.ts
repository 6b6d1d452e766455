import type { TelemetryEvent } from "../../../../read/eventLines";
import { storedResultOf } from "../../../../stored/result";
import { decimalText } from "../../../../text/decimalText";
import { MILLISECONDS, measurementOf, periodOf } from "../duration";
import { quoteOf } from "../json/anyValue";
import { JsonAttributes } from "../json/jsonAttributes";
import { histogramText } from "./metric";
import { type FindSeries, type Series, nextUnixNano } from "./series";

const METRIC = { name: "coder.event.duration", unit: "ms" };

/** Upper bounds of the histogram's buckets in milliseconds, from a cache lookup to a build. */
const BOUNDS = [
  1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000,
] as const;

/**
 * Returns the duration of a timed event as a point of a cumulative histogram, as JSON text. There
 * is a series for each event name and result. Returns nothing if the event is not timed or has no
 * valid duration.
 */
export function durationMetric(event: TelemetryEvent, find: FindSeries): readonly string[] {
  const result = storedResultOf(event.row);
  const duration = measurementOf(event, "durationMs");
  const period = periodOf(event, duration, MILLISECONDS);
  if (result === undefined || typeof duration !== "number" || !period) {
    return [];
  }
  const attributes = new JsonAttributes(quoteOf(event.text));
  attributes.add("event.name", event.row.event_name);
  attributes.add("result", result);
  const series = find(`${METRIC.name} ${attributes.text}`, period.start);
  const unixNano = nextUnixNano(series, event.time);
  if (unixNano === undefined) {
    return [];
  }
  addToHistogram(series, duration);
  const count = series.bucketCounts.reduce((sum, each) => sum + each, 0);
  return [
    histogramText(
      METRIC,
      `{"attributes":[${attributes.text}],"startTimeUnixNano":"${series.start}","timeUnixNano":"${unixNano}",` +
        `"count":"${count}","sum":${decimalText(series.sum)},` +
        `"bucketCounts":[${series.bucketCounts.map((each) => `"${each}"`).join(",")}],"explicitBounds":[${BOUNDS.join(",")}]}`,
    ),
  ];
}

/** The last bucket has no upper bound. */
function addToHistogram(series: Series, duration: number): void {
  if (series.bucketCounts.length === 0) {
    series.bucketCounts.push(...BOUNDS.map(() => 0), 0);
  }
  const bucket = BOUNDS.findIndex((bound) => duration <= bound);
  const index = bucket === -1 ? BOUNDS.length : bucket;
  series.bucketCounts[index] = (series.bucketCounts[index] ?? 0) + 1;
  series.sum += duration;
}
