import type { TelemetryEvent } from "../../../../read/eventLines";
import { isObject } from "../../../../stored/event";
import { decimalText } from "../../../../text/decimalText";
import { SECONDS, measurementOf, periodOf } from "../duration";
import { addFields } from "../eventAttributes";
import { quoteOf } from "../json/anyValue";
import { JsonAttributes } from "../json/jsonAttributes";
import { toUnixNano } from "../unixNano";
import { gaugeText, sumText } from "./metric";
import { COUNT_UNIT, type Sample, WINDOW, splitUnit } from "./samples";
import { type FindSeries, nextUnixNano } from "./series";

/**
 * Returns the measurements of a sample as metrics, each as JSON text: counts as cumulative sums,
 * and all others as gauges. Properties become attributes. Leaves out values that are not finite
 * numbers, and counts that are not whole.
 */
export function sampleMetrics(
  event: TelemetryEvent,
  { isCount }: Sample,
  find: FindSeries,
): readonly string[] {
  const { measurements } = event.row;
  if (!isObject(measurements)) {
    return [];
  }
  const attributes = new JsonAttributes(quoteOf(event.text));
  addFields(attributes, "properties", event.row);
  const source = { event, attributes: attributes.text, find };
  return Object.keys(measurements).flatMap((key) => {
    const value = measurements[key];
    if (typeof value !== "number" || !Number.isFinite(value) || key === WINDOW) {
      return [];
    }
    return isCount(key) ? sumOf(key, value, source) : gaugeOf(key, value, source);
  });
}

/** Where a value comes from. */
interface ValueSource {
  readonly event: TelemetryEvent;
  /** JSON text. */
  readonly attributes: string;
  readonly find: FindSeries;
}

function gaugeOf(
  key: string,
  value: number,
  { event, attributes, find }: ValueSource,
): readonly string[] {
  const metric = splitUnit(`${event.row.event_name}.${key}`);
  const unixNano = nextUnixNano(find(`${metric.name} ${attributes}`, ""), event.time);
  return unixNano === undefined
    ? []
    : [
        gaugeText(
          metric,
          `{"attributes":[${attributes}],"timeUnixNano":"${unixNano}","asDouble":${decimalText(value)}}`,
        ),
      ];
}

function sumOf(
  key: string,
  value: number,
  { event, attributes, find }: ValueSource,
): readonly string[] {
  const end = toUnixNano(event.time);
  if (end === undefined || !Number.isSafeInteger(value) || value < 0) {
    return [];
  }
  const name = `${event.row.event_name}.${key}`;
  const window = periodOf(event, measurementOf(event, WINDOW), SECONDS);
  const series = find(`${name} ${attributes}`, window?.start ?? end);
  const unixNano = nextUnixNano(series, event.time);
  if (unixNano === undefined) {
    return [];
  }
  series.sum += value;
  const sum = Number.isSafeInteger(series.sum)
    ? `"asInt":"${decimalText(series.sum)}"`
    : `"asDouble":${decimalText(series.sum)}`;
  return [
    sumText(
      { name, unit: COUNT_UNIT },
      `{"attributes":[${attributes}],"startTimeUnixNano":"${series.start}","timeUnixNano":"${unixNano}",${sum}}`,
    ),
  ];
}
