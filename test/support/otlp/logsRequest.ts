import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type DescMessage,
  createFileRegistry,
  fromBinary,
  fromJsonString,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

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

/** The official definition. The compiled script is out/test/support/otlp/logsRequest.js. */
export const logsRequestSchema = readSchema(
  join(__dirname, "../../../../test/support/otlp/logs.binpb"),
);

/**
 * Decodes a request with the official Protobuf library, which rejects unknown and duplicate fields.
 * It decodes hex IDs as base64, which is corrected here.
 */
export function decodeLogsRequest(text: string): LogsRequest {
  const decoded = fromJsonString(logsRequestSchema, text, { ignoreUnknownFields: false });
  const request = decoded as unknown as LogsRequest;
  return { ...request, resourceLogs: request.resourceLogs.map(withHexIds) };
}

function readSchema(file: string): DescMessage {
  const files = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(file)));
  const name = "opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest";
  const schema = files.getMessage(name);
  if (!schema) {
    throw new Error(`${file} does not define ${name}.`);
  }
  return schema;
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
