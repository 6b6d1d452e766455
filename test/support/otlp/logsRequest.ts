import assert from "node:assert/strict";
import { fromBinary, fromJsonString } from "@bufbuild/protobuf";
import { requestSchemas } from "./schemas";

/** A decoded `ExportLogsServiceRequest`, with the fields that the formats write. */
export interface LogsRequest {
  readonly resourceLogs: readonly ResourceLogs[];
}

interface ResourceLogs {
  readonly resource?: { readonly attributes: readonly KeyValue[] };
  readonly scopeLogs: readonly ScopeLogs[];
  readonly schemaUrl: string;
}

interface ScopeLogs {
  readonly scope?: { readonly name: string; readonly version: string };
  readonly logRecords: readonly LogRecord[];
  readonly schemaUrl: string;
}

export interface LogRecord {
  readonly timeUnixNano: bigint;
  readonly observedTimeUnixNano: bigint;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body?: AnyValue;
  readonly attributes: readonly KeyValue[];
  /** 16 bytes, or empty. */
  readonly traceId: Uint8Array;
  /** 8 bytes, or empty. */
  readonly spanId: Uint8Array;
  readonly eventName: string;
}

export interface KeyValue {
  readonly key: string;
  readonly value?: AnyValue;
}

export interface AnyValue {
  readonly value:
    | { readonly case: "stringValue"; readonly value: string }
    | { readonly case: "boolValue"; readonly value: boolean }
    | { readonly case: "intValue"; readonly value: bigint }
    | { readonly case: "doubleValue"; readonly value: number }
    | { readonly case: "arrayValue"; readonly value: { readonly values: readonly AnyValue[] } }
    | { readonly case: "kvlistValue"; readonly value: { readonly values: readonly KeyValue[] } }
    | { readonly case: "bytesValue"; readonly value: Uint8Array }
    | { readonly case: undefined; readonly value?: undefined };
}

/**
 * Decodes a request with the official Protobuf library, which rejects unknown and duplicate fields.
 * It decodes hex IDs as base64, which is corrected here.
 */
export function decodeLogsRequest(text: string): LogsRequest {
  const decoded = fromJsonString(requestSchemas.logs, text, { ignoreUnknownFields: false });
  const request = decoded as unknown as LogsRequest;
  return { ...request, resourceLogs: request.resourceLogs.map(withHexIds) };
}

/** Decodes a request in Protobuf's binary encoding. Throws if it has unknown fields. */
export function decodeBinaryLogsRequest(data: Uint8Array): LogsRequest {
  const decoded = fromBinary(requestSchemas.logs, data);
  const known = fromBinary(requestSchemas.logs, data, { readUnknownFields: false });
  assert.deepEqual(decoded, known);
  return known as unknown as LogsRequest;
}

function withHexIds(entry: ResourceLogs): ResourceLogs {
  const scopeLogs = entry.scopeLogs.map((scope) => ({
    ...scope,
    logRecords: scope.logRecords.map((record) => ({
      ...record,
      traceId: fromHex(record.traceId),
      spanId: fromHex(record.spanId),
    })),
  }));
  return { ...entry, scopeLogs };
}

/**
 * Restores a hex ID that was decoded as base64. IDs of 16 and 32 digits are valid base64 without
 * padding, so encoding returns the digits.
 */
function fromHex(misread: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(misread).toString("base64"), "hex");
}
