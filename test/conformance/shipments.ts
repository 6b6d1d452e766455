// For servers that keep events in a form of their own: usual telemetry, the ways to send it, and how to compare.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Endpoint, ReceivedRecord } from "./endpoint";
import { expectedRecords } from "./expected";
import { exportDocument, writeTelemetry } from "./telemetry";

/** An exported folder of telemetry. */
export interface Exported {
  readonly expected: readonly ReceivedRecord[];
  readonly otlp: Buffer<ArrayBuffer>;
  readonly otlpJsonl: Buffer<ArrayBuffer>;
  readonly otlpProtobuf: Buffer<ArrayBuffer>;
}

/**
 * Exports telemetry of all dialects, errors, traces and odd characters. Without the file of the oddest
 * rows, which no server but the Collector takes whole.
 */
export async function exportTelemetry(): Promise<Exported> {
  const root = await mkdtemp(join(tmpdir(), "coder-endpoints-"));
  const folder = join(root, "telemetry");
  await writeTelemetry(folder, new Date("2026-05-10T14:37:12.345Z"));
  await rm(join(folder, "telemetry-2026-01-01.jsonl"));
  const exported = {
    expected: expectedRecords(folder),
    otlp: await exportDocument(folder, "otlp", join(root, "otlp")),
    otlpJsonl: await exportDocument(folder, "otlpJsonl", join(root, "otlpJsonl")),
    otlpProtobuf: await exportDocument(folder, "otlpProtobuf", join(root, "otlpProtobuf")),
  };
  await rm(root, { recursive: true });
  assert.ok(exported.expected.length > 1000);
  return exported;
}

type Ship = (exported: Exported, endpoint: Endpoint) => Promise<void>;

const shipDocument: Ship = async ({ otlp }, endpoint) => {
  assert.equal(await refusal(endpoint, otlp), undefined);
};

const shipGzip: Ship = async ({ otlp }, endpoint) => {
  const encoding = { "Content-Encoding": "gzip" };
  assert.equal(await refusal(endpoint, gzipSync(otlp), encoding), undefined);
};

const shipLines: Ship = async ({ otlpJsonl }, endpoint) => {
  for (const line of otlpJsonl.toString().split("\n").slice(0, -1)) {
    assert.equal(await refusal(endpoint, line), undefined);
  }
};

/** Each way to send an exported file, and what it is called. */
export const shipments: readonly (readonly [name: string, ship: Ship])[] = [
  ["as an otlp document", shipDocument],
  ["as a gzipped otlp document", shipGzip],
  ["as otlpJsonl, line by line", shipLines],
];

/** POSTs a request; what the server says against it, if it does not take it whole. */
async function refusal(
  { logsUrl, headers }: Endpoint,
  body: string | Uint8Array<ArrayBuffer>,
  encoding: Record<string, string> = {},
): Promise<string | undefined> {
  const json = { "Content-Type": "application/json" };
  const init = { method: "POST", body, headers: { ...json, ...headers, ...encoding } };
  const response = await fetch(logsUrl, init);
  const text = await response.text();
  // A server that keeps only a part may answer with success, and say so.
  const isWhole = response.ok && !text.includes("partialSuccess");
  return isWhole ? undefined : `${response.status} ${text}`;
}

/** Compares what a server holds with what it should, one record at a time. */
export function assertSameRecords(
  received: readonly ReceivedRecord[],
  expected: readonly ReceivedRecord[],
): void {
  const [actual, wanted] = [byUid(received), byUid(expected)];
  assert.deepEqual(
    actual.map(({ uid }) => uid),
    wanted.map(({ uid }) => uid),
  );
  for (const [index, record] of actual.entries()) {
    assert.deepEqual(record, wanted[index]);
  }
}

function byUid(records: readonly ReceivedRecord[]): ReceivedRecord[] {
  return records.toSorted((a, b) => (a.uid < b.uid ? -1 : 1));
}
