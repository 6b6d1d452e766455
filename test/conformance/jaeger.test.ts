import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bySpanId, expectedSpans } from "./expectedSpans";
import { type Jaeger, buildJaeger, startJaeger } from "./jaeger";
import { exportDocument, post, writeTelemetry } from "./telemetry";

describe("Jaeger", () => {
  let folder: string;
  let telemetry: string;
  let document: Buffer<ArrayBuffer>;
  let jaeger: Jaeger;

  before(async () => {
    const program = await buildJaeger();
    folder = await mkdtemp(join(tmpdir(), "coder-traces-"));
    telemetry = join(folder, "telemetry");
    await writeTelemetry(telemetry, new Date("2026-05-10T14:37:12.345Z"));
    document = await exportDocument(telemetry, "otlpTraces", join(folder, "export"));
    jaeger = await startJaeger(program);
  });
  after(async () => {
    await jaeger.stop();
    await rm(folder, { recursive: true });
  });

  it("returns every span with its parent, to the nanosecond", async () => {
    await post({ logsUrl: jaeger.tracesUrl }, document);
    const expected = expectedSpans(telemetry);
    assert.ok(expected.length > 300, `${expected.length} spans`);
    assert.ok(expected.some(({ parentSpanId }) => parentSpanId));
    const traceIds = [...new Set(expected.map(({ traceId }) => traceId))];
    assert.deepEqual(bySpanId(await jaeger.received(traceIds)), expected);
  });

  it("shows every span of an uploaded file below its parent", async () => {
    const spans = await jaeger.upload(document);
    const shown = spans.map(({ spanID, operationName, references }) =>
      [spanID, operationName, ...references.map((reference) => reference.spanID)].join(" "),
    );
    const expected = expectedSpans(telemetry).map(({ spanId, name, parentSpanId }) =>
      [spanId, name, ...(parentSpanId ? [parentSpanId] : [])].join(" "),
    );
    assert.deepEqual(shown.sort(), expected.sort());
  });
});
