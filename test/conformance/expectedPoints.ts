// The metrics that an endpoint must hold, worked out from the stored lines without the export's code.
import { type Fields, type StoredRow, readRows, toResource, unixNano } from "./expected";

/** A point of a gauge, a cumulative sum, or a cumulative histogram. */
export interface Point {
  readonly name: string;
  readonly unit: string;
  readonly attributes: Fields;
  readonly resource: Fields;
  readonly time: string;
  /** Absent for gauges. */
  readonly start?: string;
  /** Of gauges and sums. */
  readonly value?: number;
  readonly histogram?: Histogram;
}

interface Histogram {
  readonly sum: number;
  /** Number of values in each bucket. */
  readonly buckets: readonly number[];
}

export const BOUNDS = [1, 5, 10, 25, 50, 100, 250, 500, 1e3, 2.5e3, 5e3, 1e4, 3e4, 6e4, 3e5];

type Kind = "duration" | "gauge" | "sum";

/** A measured value of an event. */
interface Value {
  readonly kind: Kind;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly attributes: Fields;
  /** Length of the period in nanoseconds that ends at the event's time. */
  readonly nanos: bigint;
}

/** The points that the events of a telemetry folder become. */
export function expectedPoints(folder: string): Point[] {
  const series = new Map<string, { start: string; lastMs: bigint; values: number[] }>();
  return readRows(folder).flatMap((stored) => {
    const resource = toResource(stored.context, stored.row["deployment_url"]);
    const end = BigInt(unixNano(String(stored.row["timestamp"])));
    return toValues(stored).map(({ kind, value, nanos, ...identity }) => {
      const day = String(stored.row["timestamp"]).slice(0, 10);
      const key = JSON.stringify([stored.file, day, resource, identity]);
      const state = series.get(key) ?? { start: String(end - nanos), lastMs: -1n, values: [] };
      series.set(key, state);
      state.values.push(value);
      const isLater = end / 1_000_000n > state.lastMs;
      const time = isLater ? end : (state.lastMs + 1n) * 1_000_000n;
      state.lastMs = time / 1_000_000n;
      const point = { ...identity, resource, time: String(time) };
      const { start, values } = state;
      const sum = values.reduce((total, each) => total + each, 0);
      return kind === "gauge"
        ? { ...point, value }
        : kind === "sum"
          ? { ...point, start, value: sum }
          : { ...point, start, histogram: { sum, buckets: toBuckets(values) } };
    });
  });
}

/** Sorted by time, with a certain order of equal times. */
export function byTime(points: readonly Point[]): Point[] {
  const key = ({ time, name, attributes, resource }: Point): string =>
    JSON.stringify([time, name, attributes, resource["service.instance.id"]]);
  return points.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function toBuckets(values: readonly number[]): number[] {
  const lower = [-Infinity, ...BOUNDS];
  const upper = [...BOUNDS, Infinity];
  return upper.map((bound, index) => {
    const above = lower[index] ?? 0;
    return values.filter((value) => value > above && value <= bound).length;
  });
}

const UNITS: Record<string, string> = { ms: "ms", seconds: "s", mbits: "Mbit/s" };

function toValues({ row }: StoredRow): Value[] {
  const name = String(row["event_name"]).toWellFormed();
  const properties = (row["properties"] ?? {}) as Fields;
  const measurements = Object.entries((row["measurements"] ?? {}) as Record<string, number>);
  const { durationMs, window_seconds = 0 } = Object.fromEntries(measurements);
  if (name === "http.requests" || name === "ssh.network.sampled") {
    return measurements
      .filter(([key]) => key !== "window_seconds")
      .map(([key, value]): Value => {
        const [, stem = key, suffix = ""] = /^(.*)_(ms|mbits)$/.exec(key) ?? [];
        const isCount = key.split(".")[0] === "count";
        return {
          kind: isCount ? "sum" : "gauge",
          name: `${name}.${stem}`,
          unit: isCount ? "{request}" : (UNITS[suffix] ?? ""),
          value,
          attributes: properties,
          nanos: BigInt(Math.round(window_seconds * 1e9)),
        };
      });
  }
  const { result } = properties;
  return result === undefined || durationMs === undefined
    ? []
    : [
        {
          kind: "duration",
          name: "coder.event.duration",
          unit: "ms",
          value: durationMs,
          attributes: { "event.name": name, result },
          nanos: BigInt(Math.round(durationMs * 1e6)),
        },
      ];
}
