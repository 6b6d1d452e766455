import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BOUNDS, type Point, expectedPoints } from "./expectedPoints";
import { type Prometheus, startPrometheus } from "./prometheus";
import { exportDocument, post, writeTelemetry } from "./telemetry";

describe("Prometheus with the metrics format", () => {
  let folder: string;
  let telemetry: string;
  let prometheus: Prometheus;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "coder-prometheus-"));
    telemetry = join(folder, "telemetry");
    await writeTelemetry(telemetry, new Date("2026-05-10T14:37:12.345Z"));
    prometheus = await startPrometheus(folder);
  });
  after(async () => {
    await prometheus.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("holds every point once with its exact value, also of a file that is sent twice", async () => {
    const document = await exportDocument(telemetry, "otlpMetrics", join(folder, "export"));
    const expected = expectedPoints(telemetry).flatMap(asPrometheusKeepsIt).sort();
    assert.ok(expected.length > 5000, `${expected.length} samples`);
    for (const time of ["first", "second"]) {
      await post({ logsUrl: prometheus.metricsUrl }, document);
      const stored = (await prometheus.stored()).filter(
        ({ metric }) => metric["__name__"] !== "target_info",
      );
      const samples = stored.flatMap(({ metric, values }) =>
        values.map(([time, value]) => toText(metric, time, Number(value))),
      );
      assert.deepEqual(samples.sort(), expected, `the ${time} time`);
    }
  });
});

const UNITS: Record<string, string> = {
  "": "",
  ms: "_milliseconds",
  "Mbit/s": "_Mbit_per_second",
  "{request}": "_total",
};

/** Milliseconds are all of a time that Prometheus keeps. */
function asPrometheusKeepsIt(point: Point): string[] {
  const { name, unit, attributes, resource, time, value, histogram } = point;
  const metric = `${name.replaceAll(".", "_")}${UNITS[unit] ?? "?"}`;
  const labels = Object.fromEntries(
    [
      ...Object.entries(attributes).map(([key, label]) => [
        key.replaceAll(".", "_"),
        String(label),
      ]),
      ["job", String(resource["service.name"])],
      ["instance", (resource["service.instance.id"] as string | undefined) ?? ""],
    ].filter(([, label]) => label !== ""),
  ) as Record<string, string>;
  const seconds = Number(BigInt(time) / 1_000_000n) / 1000;
  const sample = (suffix: string, of: number, more: Record<string, string> = {}): string =>
    toText({ __name__: metric + suffix, ...labels, ...more }, seconds, of);
  if (!histogram) {
    return [sample("", value ?? NaN)];
  }
  const totals = histogram.buckets.map((_, index) =>
    histogram.buckets.slice(0, index + 1).reduce((sum, each) => sum + each, 0),
  );
  return [
    sample("_sum", histogram.sum),
    sample("_count", totals.at(-1) ?? NaN),
    ...totals.map((total, index) =>
      sample("_bucket", total, { le: String(BOUNDS[index] ?? "+Inf") }),
    ),
  ];
}

function toText(metric: Readonly<Record<string, string>>, time: number, value: number): string {
  const labels = Object.entries(metric).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([labels, time, value]);
}
