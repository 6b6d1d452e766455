import { quote } from "../json/anyValue";

/** What identifies a metric. */
export interface Metric {
  readonly name: string;
  /** In UCUM. Can be empty. */
  readonly unit: string;
}

/** `AGGREGATION_TEMPORALITY_CUMULATIVE` of opentelemetry-proto's metrics.proto. */
const CUMULATIVE = '"aggregationTemporality":2';

/** Returns a gauge as JSON text, from the text of its point. */
export function gaugeText(metric: Metric, point: string): string {
  return metricText(metric, `"gauge":{"dataPoints":[${point}]}`);
}

/** Returns a cumulative sum as JSON text, from the text of its point. */
export function sumText(metric: Metric, point: string): string {
  return metricText(metric, `"sum":{${CUMULATIVE},"isMonotonic":true,"dataPoints":[${point}]}`);
}

/** Returns a cumulative histogram as JSON text, from the text of its point. */
export function histogramText(metric: Metric, point: string): string {
  return metricText(metric, `"histogram":{${CUMULATIVE},"dataPoints":[${point}]}`);
}

function metricText({ name, unit }: Metric, data: string): string {
  return `{"name":${quote(name)},${unit === "" ? "" : `"unit":"${unit}",`}${data}}`;
}
