import assert from "node:assert/strict";
import type { EventRow } from "../../../src/telemetry/stored/event";
import { judgeRequest } from "../../support/otlp/judge";
import { requestSchemas } from "../../support/otlp/schemas";
import { row, timedRow } from "../../support/rows";
import { event, formatOf, writeText } from "../../support/telemetry";

interface Metric {
  readonly name: string;
  readonly unit?: string;
  readonly gauge?: Points;
  readonly sum?: Points & { readonly isMonotonic: boolean };
  readonly histogram?: Points;
}

interface Points {
  readonly aggregationTemporality?: number;
  readonly dataPoints: readonly Record<string, unknown>[];
}

const string = (key: string, stringValue: string): object => ({ key, value: { stringValue } });

/** The metrics of a file with these rows, in order. */
function metrics(...rows: readonly EventRow[]): Metric[] {
  const text = writeText(
    formatOf("otlpMetrics"),
    rows.map((stored) => event(stored)),
  );
  const request = judgeRequest(requestSchemas.metrics, text) as {
    resourceMetrics: { scopeMetrics: { metrics: Metric[] }[] }[];
  };
  return request.resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
}

/** The only point of each metric. */
function points(...rows: readonly EventRow[]): Record<string, unknown>[] {
  return metrics(...rows).flatMap(
    ({ gauge, sum, histogram }) => (gauge ?? sum ?? histogram)?.dataPoints ?? [],
  );
}

const requests = (timestamp: string, measurements: object, properties: object = {}): EventRow =>
  row({
    event_name: "http.requests",
    timestamp,
    properties: { method: "GET", ...properties },
    measurements: { window_seconds: 60, ...measurements },
  });

describe("metrics of samples", () => {
  it("are gauges with the unit of their suffix", () => {
    const sampled = row({
      event_name: "ssh.network.sampled",
      properties: { p2p: "true", preferred_derp: "NYC" },
      measurements: { latency_ms: 23.25, download_mbits: 26, upload_mbits: 0.5, other: -1 },
    });
    const attributes = [string("p2p", "true"), string("preferred_derp", "NYC")];
    const point = (asDouble: number): object => ({
      dataPoints: [{ attributes, timeUnixNano: "1772366400000000000", asDouble }],
    });
    assert.deepEqual(metrics(sampled), [
      { name: "ssh.network.sampled.latency", unit: "ms", gauge: point(23.25) },
      { name: "ssh.network.sampled.download", unit: "Mbit/s", gauge: point(26) },
      { name: "ssh.network.sampled.upload", unit: "Mbit/s", gauge: point(0.5) },
      { name: "ssh.network.sampled.other", gauge: point(-1) },
    ]);
  });

  it("are cumulative sums from the start of the first window, and gauges", () => {
    const rows = [
      requests("2026-03-01T12:00:00.000000001Z", { "count.2xx": 3, "duration.p50_ms": 1.5 }),
      requests("2026-03-01T12:01:00Z", { "count.2xx": 4, "count.network_error": 1 }),
    ];
    const attributes = [string("method", "GET")];
    const startTimeUnixNano = "1772366340000000001";
    const sum = (point: object): object => ({
      aggregationTemporality: 2,
      isMonotonic: true,
      dataPoints: [{ attributes, ...point }],
    });
    const [first, second] = ["1772366400000000001", "1772366460000000000"];
    const unit = "{request}";
    assert.deepEqual(metrics(...rows), [
      {
        name: "http.requests.count.2xx",
        unit,
        sum: sum({ startTimeUnixNano, timeUnixNano: first, asInt: "3" }),
      },
      {
        name: "http.requests.duration.p50",
        unit: "ms",
        gauge: { dataPoints: [{ attributes, timeUnixNano: first, asDouble: 1.5 }] },
      },
      {
        name: "http.requests.count.2xx",
        unit,
        sum: sum({ startTimeUnixNano, timeUnixNano: second, asInt: "7" }),
      },
      {
        name: "http.requests.count.network_error",
        unit,
        sum: sum({
          startTimeUnixNano: "1772366400000000000",
          timeUnixNano: second,
          asInt: "1",
        }),
      },
    ]);
  });

  it("start again on each UTC day, for each set of properties and each resource", () => {
    const at = "2026-03-01T12:00:00Z";
    const sums = points(
      requests(at, { "count.2xx": 1 }),
      requests(at, { "count.2xx": 10 }, { route: "/a" }),
      { ...requests(at, { "count.2xx": 100 }), context: { session_id: "other" } },
      requests("2026-03-02T00:00:00Z", { "count.2xx": 1000 }),
      requests("2026-03-01T23:59:59Z", { "count.2xx": 5 }),
    ).map(({ asInt }) => asInt);
    assert.deepEqual(sums, ["1", "10", "100", "1000", "6"]);
  });

  it("are exact beyond the safe integers, and no more than a double then", () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const [first, second] = points(
      requests("2026-03-01T12:00:00Z", { "count.2xx": huge }),
      requests("2026-03-01T12:01:00Z", { "count.2xx": huge }),
    );
    assert.deepEqual([first?.["asInt"], second?.["asDouble"]], [String(huge), 2 * huge]);
  });

  it("never have two points of a series in a millisecond", () => {
    const at = (timestamp: string): EventRow => requests(timestamp, { "count.2xx": 1, n_ms: 1 });
    const times = points(
      at("2026-03-01T12:00:00.000Z"),
      at("2026-03-01T12:00:00.000999999Z"),
      at("2026-03-01T11:00:00Z"),
      at("2026-03-01T12:00:01.000000001Z"),
    ).map(({ timeUnixNano }) => timeUnixNano);
    const expected = ["00000000000", "00001000000", "00002000000", "01000000001"];
    assert.deepEqual(
      times,
      expected.flatMap((end) => [`17723664${end}`, `17723664${end}`]),
    );
  });

  for (const seconds of [undefined, null, -1, "60", Infinity, 1e300]) {
    it(`start at their time when the window is ${String(seconds)}`, () => {
      const [point] = points(
        requests("2026-03-01T12:00:00Z", { "count.2xx": 1, window_seconds: seconds }),
      );
      assert.equal(point?.["startTimeUnixNano"], "1772366400000000000");
    });
  }

  const none: [what: string, stored: EventRow][] = [
    ["no measurements", row({ event_name: "http.requests" })],
    ["measurements that are none", row({ event_name: "http.requests", measurements: 5 })],
    ["a window alone", requests("2026-03-01T12:00:00Z", {})],
    ["a negative count", requests("2026-03-01T12:00:00Z", { "count.2xx": -1 })],
    ["half a request", requests("2026-03-01T12:00:00Z", { "count.2xx": 0.5 })],
    ["text", requests("2026-03-01T12:00:00Z", { "count.2xx": "1", p50_ms: "1", x: null })],
    ["infinity", requests("2026-03-01T12:00:00Z", { "count.2xx": Infinity, p50_ms: -Infinity })],
    ["a time before 1970", requests("1969-12-31T23:00:00Z", { "count.2xx": 1, p50_ms: 1 })],
    ["a time that does not fit", requests("2600-01-01T00:00:00Z", { "count.2xx": 1, p50_ms: 1 })],
  ];
  for (const [what, stored] of none) {
    it(`are none for ${what}`, () => {
      assert.deepEqual(metrics(stored), []);
    });
  }

  it("hold every series of a file with more of them than fit in memory", () => {
    const rows = Array.from({ length: 20_001 }, (_, index) =>
      requests("2026-03-01T12:00:00Z", { "count.2xx": 1 }, { route: `/${index % 10_001}` }),
    );
    const sums = points(...rows);
    assert.equal(sums.length, rows.length);
    assert.ok(sums.every(({ asInt }) => asInt === "1" || asInt === "2"));
  });
});

describe("metrics of durations", () => {
  const timed = (
    timestamp: string,
    durationMs: unknown,
    fields: Partial<EventRow> = {},
  ): EventRow => timedRow({ timestamp, measurements: { durationMs }, ...fields });

  it("are cumulative histograms from the start of the first operation", () => {
    const rows = [
      timed("2026-03-01T12:00:00Z", 1500.25),
      timed("2026-03-01T12:00:01Z", 1, { trace_id: "none" }),
      timed("2026-03-01T12:00:02Z", 300_000.5),
    ];
    const attributes = [string("event.name", "test.event"), string("result", "success")];
    const bounds = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 1e4, 3e4, 6e4, 3e5];
    const point = (time: string, sum: number, ...buckets: readonly number[]): Metric => ({
      name: "coder.event.duration",
      unit: "ms",
      histogram: {
        aggregationTemporality: 2,
        dataPoints: [
          {
            attributes,
            startTimeUnixNano: "1772366398499750000",
            timeUnixNano: time,
            count: String(buckets.length),
            sum,
            bucketCounts: Array.from({ length: 16 }, (_, index) =>
              String(buckets.filter((bucket) => bucket === index).length),
            ),
            explicitBounds: bounds,
          },
        ],
      },
    });
    assert.deepEqual(metrics(...rows), [
      point("1772366400000000000", 1500.25, 9),
      point("1772366401000000000", 1501.25, 9, 0),
      point("1772366402000000000", 301_501.75, 9, 0, 15),
    ]);
  });

  it("are a series for each event name and result", () => {
    const at = "2026-03-01T12:00:00Z";
    const counts = points(
      timed(at, 1),
      timed(at, 1, { event_name: "other" }),
      timed(at, 1, { properties: { result: "error", other: "property" } }),
      timed(at, 1, { properties: { other: "property" } }),
    ).map(({ count }) => count);
    assert.deepEqual(counts, ["1", "1", "1", "2"]);
  });

  const none: [what: string, stored: EventRow][] = [
    ["no result", row({ measurements: { durationMs: 1 } })],
    ...[undefined, null, "1", -1, Infinity, 1e300, 1772366400000].map(
      (durationMs): [string, EventRow] => [
        `the duration ${String(durationMs)}`,
        timed("2026-03-01T12:00:00Z", durationMs),
      ],
    ),
    ["a time before 1970", timed("1969-12-31T23:59:59Z", 0)],
  ];
  for (const [what, stored] of none) {
    it(`are none for ${what}`, () => {
      assert.deepEqual(metrics(stored), []);
    });
  }
});
