import { SEPARATOR } from "../json/documentFormat";
import type { RecordText } from "../json/encoder";
import { durationMetric } from "./durationMetric";
import { sampleMetrics } from "./sampleMetrics";
import { samples } from "./samples";
import { SeriesOfFile } from "./series";

/**
 * Returns a function that converts the events of a file to OTLP metrics. Each returned text
 * contains the JSON of an event's metrics. It is empty if the event has none.
 */
export function createMetricsText(): RecordText {
  const series = new SeriesOfFile();
  return (event, resource) => {
    const find = (key: string, start: string) => series.find(resource, key, event.time, start);
    const sample = samples.get(event.row.event_name);
    const texts = sample ? sampleMetrics(event, sample, find) : durationMetric(event, find);
    return texts.join(SEPARATOR);
  };
}
