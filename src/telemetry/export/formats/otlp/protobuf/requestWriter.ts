import { PbfWriter } from "pbf";
import type { PartWriter, WriterOptions } from "../../format";
import { SCHEMA_URL, SCOPE_NAME } from "../scope";
import { writeString } from "./writeString";

/** Size of log records from which an entry is written. */
const ENTRY_BYTES = 65_536;

/** An entry of `resource_logs` in an `ExportLogsServiceRequest`. */
interface Entry {
  readonly resource: Uint8Array;
  readonly version: string;
  readonly records: Uint8Array[];
  bytes: number;
}

/**
 * Writes entries of an `ExportLogsServiceRequest`. An entry has consecutive records with the same
 * resource. Joined entries are one request, because Protobuf adds up repeated fields
 * (https://protobuf.dev/programming-guides/encoding/#last-one-wins).
 */
export function createRequestWriter({ version }: WriterOptions): PartWriter<Uint8Array> {
  let entry: Entry | undefined;
  return {
    add: ({ record, resource }) => {
      const isFull = entry && (entry.resource !== resource || entry.bytes >= ENTRY_BYTES);
      const written = isFull ? toBytes(entry) : NO_BYTES;
      entry = entry && !isFull ? entry : { resource, version, records: [], bytes: 0 };
      entry.records.push(record);
      entry.bytes += record.length;
      return written;
    },
    end: () => toBytes(entry),
  };
}

const NO_BYTES = new Uint8Array(0);

function toBytes(entry: Entry | undefined): Uint8Array {
  if (!entry) {
    return NO_BYTES;
  }
  const pbf = new PbfWriter();
  pbf.realloc(entry.bytes + entry.resource.length + SPARE_BYTES);
  pbf.writeMessage(1, writeResourceLogs, entry);
  return pbf.finish();
}

/** For the scope, the schema URLs and the lengths. */
const SPARE_BYTES = 16_384;

function writeResourceLogs(entry: Entry, pbf: PbfWriter): void {
  pbf.writeBytesField(1, entry.resource);
  pbf.writeMessage(2, writeScopeLogs, entry);
  writeString(pbf, 3, SCHEMA_URL);
}

function writeScopeLogs({ version, records }: Entry, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeScope, version);
  for (const record of records) {
    pbf.writeBytesField(2, record);
  }
  writeString(pbf, 3, SCHEMA_URL);
}

function writeScope(version: string, pbf: PbfWriter): void {
  writeString(pbf, 1, SCOPE_NAME);
  writeString(pbf, 2, version);
}
