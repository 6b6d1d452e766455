import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";
import { waitUntil } from "../support/waitUntil";
import { type Collector, startCollector } from "./collector";
import { prometheusDistribution } from "./collectorBuild";
import { expectedRecords } from "./expected";
import { type Prometheus, type Sample, startPrometheus } from "./prometheus";
import { exportDocument, post, postLines, writeTelemetry } from "./telemetry";

describe("Prometheus behind the documented Collector", () => {
  let folder: string;
  let telemetry: string;
  let prometheus: Prometheus;
  let collector: Collector;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "coder-prometheus-"));
    telemetry = join(folder, "telemetry");
    await writeTelemetry(telemetry, new Date("2026-05-10T14:37:12.345Z"));
    prometheus = await startPrometheus(folder);
    const config = join(repositoryRoot, "docs", "collector-prometheus.yaml");
    collector = await startCollector(prometheusDistribution, [config], {
      REMOTE_WRITE_URL: prometheus.remoteWriteUrl,
    });
  });
  afterEach(async () => {
    await collector.stop();
    await prometheus.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const document = (format: "otlp" | "otlpJsonl"): Promise<Buffer<ArrayBuffer>> =>
    exportDocument(telemetry, format, join(folder, `export.${format}`));

  /** Events of each name and severity, as often as each was sent. */
  const expectedCounts = (times = 1): Record<string, number> => {
    const counts = new Map<string, number>();
    for (const { eventName, severityNumber } of expectedRecords(telemetry)) {
      const key = keyOf(eventName, severityNumber === 17 ? "ERROR" : "INFO");
      counts.set(key, (counts.get(key) ?? 0) + times);
    }
    return Object.fromEntries([...counts].sort());
  };

  const assertCounts = async (expected: Record<string, number>): Promise<void> => {
    const wanted = JSON.stringify(expected);
    const counts = await waitUntil(
      "the counts of all events",
      async () => toCounts(await prometheus.query("coder_events_total")),
      (answer) => JSON.stringify(answer) === wanted,
    );
    assert.deepEqual(counts, expected);
  };

  it("counts the events of an otlp document by name and severity, at the time of arrival", async () => {
    const before = Date.now() / 1000;
    await post(collector, await document("otlp"));
    await assertCounts(expectedCounts());
    const times = await prometheus.query("timestamp(coder_events_total)");
    assert.ok(times.every(({ value: [, time] }) => Number(time) >= Math.floor(before)));
  });

  it("still finds the counts when they are no longer current", async () => {
    await post(collector, await document("otlp"));
    await assertCounts(expectedCounts());
    const minutes = 60;
    assert.deepEqual(await prometheus.query("coder_events_total", 10 * minutes), []);
    const last = await prometheus.query("last_over_time(coder_events_total[1h])", 10 * minutes);
    assert.deepEqual(toCounts(last), expectedCounts());
  });

  it("counts otlpJsonl that is sent line by line", async () => {
    await postLines(collector, await document("otlpJsonl"));
    await assertCounts(expectedCounts());
  });

  it("counts what is sent twice twice, and only then sees an increase", async () => {
    await post(collector, await document("otlp"));
    await assertCounts(expectedCounts());
    assert.deepEqual(await prometheus.query("increase(coder_events_total[1h])"), []);
    await post(collector, await document("otlp"));
    await assertCounts(expectedCounts(2));
    assert.notDeepEqual(await prometheus.query("increase(coder_events_total[1h])"), []);
  });
});

function keyOf(name: string | undefined, severity: string | undefined): string {
  return `${String(severity)} ${String(name)}`;
}

function toCounts(samples: readonly Sample[]): Record<string, number> {
  const counts = samples.map(({ metric, value }): [string, number] => [
    keyOf(metric["event_name"], metric["severity"]),
    Number(value[1]),
  ]);
  return Object.fromEntries(counts.sort());
}
