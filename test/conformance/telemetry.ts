// What the endpoints are sent: sample and golden telemetry and the oddest of rows, through the real export.
import assert from "node:assert/strict";
import * as fs from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";
import { writeSampleTelemetry } from "../../scripts/sampleTelemetry";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import { exportEvents } from "../../src/telemetry/export/exportEvents";
import { jsonl, row } from "../support/rows";
import { formatOf } from "../support/telemetry";

/** Rows that are events, and as far from the usual as an event can be. */
const ODD_FILE = [
  jsonl(
    row({
      event_id: "ODD-1",
      event_name: "größe 🚀 \ud800",
      timestamp: "2026-01-01T00:00:00.123456789+02:00",
      trace_id: "0".repeat(32),
      parent_event_id: "ABCDEF0123456789",
      properties: { "": "empty key", "exception.message": "mine", text: '\ud83d\n\u2028\u0000\\"' },
      measurements: { text: 9007199254740991, negative: -9007199254740991, tiny: 5e-324, zero: 0 },
      error: "no object",
    }),
    row({
      event_id: "0000000000000000",
      timestamp: "2026-01-01T10:00:00.000000001Z",
      parent_event_id: 42,
      properties: { result: "error", nested: { list: [1, null, [true], {}], none: null } },
      measurements: { large: 2 ** 53, fraction: 0.1 },
      unknown_field: [{ "": 1 }, "x", []],
      context: { session_id: "s", region: { name: "eu" } },
    }),
    row({ event_id: "odd-3", properties: { big: "ü".repeat(500_000) }, timestamp: "2026-01-01" }),
  ),
  // JSON.stringify would write neither.
  '{"event_id":"odd-4","event_name":"n","timestamp":"2026-01-01T23:59:59.999Z",',
  '"properties":{"__proto__":"own"},"measurements":{"most":1e999,"least":-1e999}}\n',
].join("");

/** Fills `folder` with telemetry up to `end`: of the Coder extension, in all dialects, and with odd characters. */
export async function writeTelemetry(folder: string, end: Date): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(join(repositoryRoot, "test", "golden", "telemetry"), folder, { recursive: true });
  await writeSampleTelemetry(folder, { end, days: 9 });
  await writeFile(join(folder, "telemetry-2026-01-01.jsonl"), ODD_FILE);
}

/** Exports all of a telemetry folder, and returns the document. */
export async function exportDocument(
  directory: string,
  format: Parameters<typeof formatOf>[0],
  destination: string,
): Promise<Buffer<ArrayBuffer>> {
  const outcome = await exportEvents(
    {
      sources: [{ directory }],
      window: {},
      format: formatOf(format),
      openDestination: () => openFileDestination(fs, destination, [{ directory }]),
    },
    { fs, version: "1.2.3" },
  );
  assert.equal(outcome.kind, "exported");
  return readFile(destination);
}

/** The header of a binary request. */
export const PROTOBUF = { "Content-Type": "application/x-protobuf" };

/** POSTs one request, by default in OTLP/JSON, which must be taken whole. */
export async function post(
  { logsUrl, headers }: { logsUrl: string; headers?: Record<string, string> },
  body: string | Uint8Array<ArrayBuffer>,
  encoding: Record<string, string> = {},
): Promise<void> {
  const json = { "Content-Type": "application/json" };
  const init = { method: "POST", body, headers: { ...json, ...headers, ...encoding } };
  const response = await fetch(logsUrl, init);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  if (encoding === PROTOBUF) {
    // The only field of a binary answer, a partial success, is absent or has no fields.
    assert.ok(["", "\n\0"].includes(text), "It did not take all records.");
    return;
  }
  const { partialSuccess } = JSON.parse(text || "{}") as { partialSuccess?: object };
  assert.deepEqual(partialSuccess ?? {}, {}, "It did not take all records.");
}

/** POSTs each line, one after the other, as its own request. */
export async function postLines(
  endpoint: Parameters<typeof post>[0],
  document: Buffer,
): Promise<void> {
  for (const line of document
    .toString()
    .split("\n")
    .filter((text) => text !== "")) {
    await post(endpoint, line);
  }
}
