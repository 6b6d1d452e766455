import assert from "node:assert/strict";
import { BOUNDS, type Point } from "./expectedPoints";
import { type ReceivedKeyValue, toAttributes } from "./otlpJson";

/** Metrics as servers write them in OTLP/JSON. */
export interface MetricsRequest {
  readonly resourceMetrics: readonly {
    readonly resource: { readonly attributes: readonly ReceivedKeyValue[] };
    readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[];
  }[];
}

interface Metric {
  readonly name: string;
  readonly unit?: string;
  readonly gauge?: { readonly dataPoints: readonly DataPoint[] };
  readonly sum?: Cumulative & { readonly isMonotonic: boolean };
  readonly histogram?: Cumulative;
}

interface Cumulative {
  readonly aggregationTemporality: number;
  readonly dataPoints: readonly DataPoint[];
}

interface DataPoint {
  readonly attributes?: readonly ReceivedKeyValue[];
  readonly startTimeUnixNano?: string;
  readonly timeUnixNano: string;
  readonly asInt?: string;
  readonly asDouble?: number;
  readonly count?: string;
  readonly sum?: number;
  readonly bucketCounts?: readonly string[];
  readonly explicitBounds?: readonly number[];
}

export function toPoints({ resourceMetrics }: MetricsRequest): Point[] {
  return resourceMetrics.flatMap(({ resource, scopeMetrics }) =>
    scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .flatMap((metric) => toPointsOf(metric, toAttributes(resource.attributes))),
  );
}

function toPointsOf(metric: Metric, resource: Record<string, unknown>): Point[] {
  const { name, unit = "", gauge, sum, histogram } = metric;
  const cumulative = sum ?? histogram;
  assert.ok(!cumulative || cumulative.aggregationTemporality === 2);
  assert.ok(!sum || sum.isMonotonic);
  return ((gauge ?? cumulative)?.dataPoints ?? []).map((point) => ({
    name,
    unit,
    attributes: toAttributes(point.attributes),
    resource,
    time: point.timeUnixNano,
    ...(cumulative && { start: point.startTimeUnixNano ?? "" }),
    ...(histogram ? toHistogram(point) : { value: Number(point.asInt ?? point.asDouble) }),
  }));
}

function toHistogram(point: DataPoint): Pick<Point, "histogram"> {
  const { count, sum = NaN, bucketCounts = [], explicitBounds } = point;
  const buckets = bucketCounts.map(Number);
  assert.deepEqual(explicitBounds, BOUNDS);
  assert.equal(
    Number(count),
    buckets.reduce((total, each) => total + each, 0),
  );
  return { histogram: { sum, buckets } };
}
