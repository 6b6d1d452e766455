import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type FileCollector, startFileCollector, startJsonFileCollector } from "./collector";
import type { Endpoint, ReceivedRecord } from "./endpoint";
import { expectedRecords } from "./expected";
import { byTime, expectedPoints } from "./expectedPoints";
import { bySpanId, expectedSpans } from "./expectedSpans";
import { type MetricsRequest, toPoints } from "./receivedPoints";
import { type TracesRequest, toSpans } from "./receivedSpans";
import { PROTOBUF, exportDocument, post, postLines, writeTelemetry } from "./telemetry";

describe("OpenTelemetry Collector", () => {
  let folder: string;
  let telemetry: string;
  let collector: FileCollector;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "coder-collector-"));
    telemetry = join(folder, "telemetry");
    await writeTelemetry(telemetry, new Date("2026-05-10T14:37:12.345Z"));
  });
  beforeEach(async () => {
    collector = await startFileCollector(await mkdtemp(join(folder, "collector-")));
  });
  afterEach(() => collector.stop());
  after(() => rm(folder, { recursive: true, force: true }));

  const document = (format: Parameters<typeof exportDocument>[1]): Promise<Buffer<ArrayBuffer>> =>
    exportDocument(telemetry, format, join(folder, `export.${format}`));

  /** Stopped, the Collector has written all that it will. */
  const assertHoldsEachEventOnce = async (): Promise<void> => {
    await collector.stop();
    const expected = expectedRecords(telemetry);
    assert.ok(expected.length > 1000);
    assert.deepEqual(byUid(await collector.received()), byUid(expected));
  };

  it("takes an otlp document", async () => {
    await post(collector, await document("otlp"));
    await assertHoldsEachEventOnce();
  });

  it("takes a gzipped otlp document", async () => {
    const body = gzipSync(await document("otlp"));
    await post(collector, body, { "Content-Encoding": "gzip" });
    await assertHoldsEachEventOnce();
  });

  it("takes an otlpProtobuf document", async () => {
    await post(collector, await document("otlpProtobuf"), PROTOBUF);
    await assertHoldsEachEventOnce();
  });

  it("takes an otlpTraces document", async () => {
    await post({ logsUrl: collector.tracesUrl }, await document("otlpTraces"));
    await collector.stop();
    const spans = (await collector.requests()).flatMap((request) =>
      toSpans(request as TracesRequest),
    );
    const expected = expectedSpans(telemetry);
    assert.ok(expected.length > 300, `${expected.length} spans`);
    assert.deepEqual(bySpanId(spans), expected);
  });

  it("takes an otlpMetrics document", async () => {
    await post({ logsUrl: collector.metricsUrl }, await document("otlpMetrics"));
    await collector.stop();
    const points = (await collector.requests()).flatMap((request) =>
      toPoints(request as MetricsRequest),
    );
    const expected = expectedPoints(telemetry);
    assert.ok(expected.length > 300, `${expected.length} points`);
    assert.deepEqual(byTime(points), byTime(expected));
  });

  it("reads an otlpJsonl file by itself", async () => {
    await collector.stop();
    const jsonLines = await document("otlpJsonl");
    const reader = await mkdtemp(join(folder, "reader-"));
    collector = await startJsonFileCollector(reader, join(folder, "export.otlpJsonl"));
    await untilReceived(collector, recordCount(jsonLines.toString()));
    await assertHoldsEachEventOnce();
  });

  it("takes otlpJsonl line by line", async () => {
    await postLines(collector, await document("otlpJsonl"));
    await assertHoldsEachEventOnce();
  });
});

function byUid(records: readonly ReceivedRecord[]): ReceivedRecord[] {
  return records.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
}

function recordCount(jsonLines: string): number {
  return jsonLines.split('"timeUnixNano"').length + jsonLines.split('"coder.timestamp"').length - 2;
}

/** A file is read without an answer that says when it is done. */
async function untilReceived(collector: Endpoint, count: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const received = await collector.received().catch(() => []);
    if (received.length >= count) {
      return;
    }
    await delay(100);
  }
}
