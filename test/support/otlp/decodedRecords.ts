import assert from "node:assert/strict";
import type { Data, ExportFormat } from "../../../src/telemetry/export/formats/format";
import type { PlainRecord } from "./expectedRecord";
import { judge } from "./judge";
import { type LogRecord, type LogsRequest, decodeBinaryLogsRequest } from "./logsRequest";
import { decodedList, decodedValue } from "./plainValue";

/** Limits of a line in OTLP/JSON Lines, unless a single record is larger. */
const MAX_LINE_BYTES = 1_000_000;
const MAX_LINE_RECORDS = 1000;

/**
 * Validates and decodes the requests of a document with log records: one, or in JSON Lines one per
 * line.
 */
export function judgeDocument(format: ExportFormat, data: Data): LogsRequest[] {
  if (format.id === "otlpProtobuf") {
    return [decodeBinaryLogsRequest(Buffer.from(data))];
  }
  const text = Buffer.from(data).toString();
  if (!format.id.endsWith("Jsonl")) {
    return [judge(text)];
  }
  // Also splits at U+2028 and U+2029, which some readers treat as line ends. The last line must
  // have a line end, because readers may ignore it otherwise.
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  assert.equal(lines.pop(), "");
  return lines.map(judgeLine);
}

function judgeLine(line: string): LogsRequest {
  const request = judge(line);
  const count = recordCount(request);
  assert.ok(count > 0 && count <= MAX_LINE_RECORDS, `${count} records on a line`);
  const bytes = Buffer.byteLength(line);
  assert.ok(count === 1 || bytes <= MAX_LINE_BYTES, `${count} records of ${bytes} bytes`);
  return request;
}

function recordCount({ resourceLogs }: LogsRequest): number {
  return resourceLogs
    .flatMap(({ scopeLogs }) => scopeLogs)
    .reduce((sum, { logRecords }) => sum + logRecords.length, 0);
}

/** Returns the records of requests in order, in the form in which expected records are given. */
export function decodedRecords(requests: readonly LogsRequest[]): PlainRecord[] {
  return requests
    .flatMap(({ resourceLogs }) => resourceLogs)
    .flatMap(({ resource, scopeLogs }) => {
      const attributes = decodedList(resource?.attributes).sort(([a], [b]) => (a < b ? -1 : 1));
      return scopeLogs.flatMap(({ logRecords }) =>
        logRecords.map((record) => decodedRecord(record, attributes)),
      );
    });
}

function decodedRecord(record: LogRecord, resource: PlainRecord["resource"]): PlainRecord {
  assert.equal(record.observedTimeUnixNano, record.timeUnixNano);
  assert.equal(record.severityText, record.severityNumber === 17 ? "ERROR" : "INFO");
  return {
    resource,
    unixNano: record.timeUnixNano,
    severity: record.severityNumber,
    name: record.eventName,
    body: decodedValue(record.body),
    traceId: Buffer.from(record.traceId).toString("hex"),
    spanId: Buffer.from(record.spanId).toString("hex"),
    attributes: decodedList(record.attributes),
  };
}
