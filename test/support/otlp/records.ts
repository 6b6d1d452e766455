import assert from "node:assert/strict";
import { fromBinary, toJson } from "@bufbuild/protobuf";
import type { ExportFormat } from "../../../src/telemetry/export/formats/format";
import { requestSchemas } from "./schemas";

/** A request of any signal in OTLP/JSON. */
type Request = Readonly<Record<string, readonly Entry[]>>;
type Entry = Readonly<Record<string, unknown>>;

/**
 * Returns the events, log records, spans or metrics of a document in order, each with its resource,
 * as JSON. Doesn't depend on how they are grouped.
 */
export function recordsIn({ id }: Pick<ExportFormat, "id">, data: Uint8Array): string[] {
  if (id === "otlpProtobuf") {
    const request = fromBinary(requestSchemas.logs, data, { readUnknownFields: false });
    return recordsOf(toJson(requestSchemas.logs, request) as unknown as Request);
  }
  const text = Buffer.from(data).toString();
  if (id === "otlpJsonl") {
    const lines = text.split("\n").slice(0, -1);
    return lines.flatMap((line) => recordsOf(JSON.parse(line) as Request));
  }
  const document: unknown = JSON.parse(text);
  return Array.isArray(document)
    ? document.map((event) => JSON.stringify(event))
    : recordsOf(document as Request);
}

/** Returns the names of the events in a document, in order. */
export function namesIn(format: Pick<ExportFormat, "id">, data: Uint8Array): string[] {
  return recordsIn(format, data).map((text) => {
    const event = JSON.parse(text) as { event_name?: string; record?: NamedRecord };
    return event.event_name ?? event.record?.eventName ?? nameOf(event.record);
  });
}

interface NamedRecord {
  /** Of a log record. */
  readonly eventName?: string;
  /** Of a span or metric. */
  readonly name?: string;
  /** Of a duration, whose first attribute is the name of the event. */
  readonly histogram?: {
    readonly dataPoints: readonly { attributes: readonly { value: { stringValue: string } }[] }[];
  };
}

function nameOf(record: NamedRecord | undefined): string {
  const [attribute] = record?.histogram?.dataPoints[0]?.attributes ?? [];
  return attribute?.value.stringValue ?? record?.name ?? "";
}

const SIGNALS = [
  ["resourceLogs", "scopeLogs", "logRecords"],
  ["resourceSpans", "scopeSpans", "spans"],
  ["resourceMetrics", "scopeMetrics", "metrics"],
] as const;

function recordsOf(request: Request): string[] {
  const [signal] = SIGNALS.filter(([resources]) => resources in request);
  if (!signal) {
    assert.deepEqual(request, {});
    return [];
  }
  const [resources, scopes, records] = signal;
  return (request[resources] ?? []).flatMap(({ resource, [scopes]: scoped }) =>
    (scoped as readonly Entry[]).flatMap(({ [records]: list }) =>
      (list as readonly Entry[]).map((record) => JSON.stringify({ resource, record })),
    ),
  );
}
