import { PbfWriter } from "pbf";
import type { TelemetryEvent } from "../../../../read/eventLines";
import type { EncodeEvent } from "../../format";
import { toLogRecord } from "../logRecord";
import { addResource, resourceEncoder } from "../resource";
import { writeAnyValue } from "./anyValue";
import { ProtobufAttributes } from "./protobufAttributes";
import { writeString } from "./writeString";

/** Space for most messages. Larger ones get their own. */
const SCRATCH_BYTES = 65_536;

/** Encodes events as the Protobuf messages LogRecord and Resource. */
export function createProtobufEncoder(): EncodeEvent<Uint8Array> {
  const scratch = new Uint8Array(SCRATCH_BYTES);
  const encoded = (
    write: (event: TelemetryEvent, pbf: PbfWriter) => void,
    event: TelemetryEvent,
  ): Uint8Array => {
    const pbf = new PbfWriter(scratch);
    write(event, pbf);
    return pbf.buf.slice(0, pbf.pos);
  };
  const resourceOf = resourceEncoder((event) => encoded(writeResource, event));
  return (event) => ({ record: encoded(writeLogRecord, event), resource: resourceOf(event) });
}

/** Writes the fields of a Resource, numbered as in opentelemetry-proto's resource.proto. */
function writeResource(event: TelemetryEvent, pbf: PbfWriter): void {
  addResource(new ProtobufAttributes(pbf, 1), event);
}

/** Writes the fields of a LogRecord, numbered as in opentelemetry-proto's logs.proto. */
function writeLogRecord(event: TelemetryEvent, pbf: PbfWriter): void {
  const record = toLogRecord(event, new ProtobufAttributes(pbf, 6));
  if (record.unixNano !== undefined) {
    const unixNano = BigInt(record.unixNano);
    writeFixed64Field(pbf, 1, unixNano);
    writeFixed64Field(pbf, 11, unixNano);
  }
  pbf.writeVarintField(2, record.severity.number);
  writeString(pbf, 3, record.severity.text);
  pbf.writeMessage(5, writeAnyValue, { value: record.eventName, depth: 0 });
  if (record.traceId !== undefined) {
    pbf.writeBytesField(9, Buffer.from(record.traceId, "hex"));
  }
  if (record.spanId !== undefined) {
    pbf.writeBytesField(10, Buffer.from(record.spanId, "hex"));
  }
  writeString(pbf, 12, record.eventName);
}

const FIXED_64 = 1;

/** Unlike `writeFixed64Field` of the library, writes all 64 bits. */
function writeFixed64Field(pbf: PbfWriter, field: number, value: bigint): void {
  pbf.writeTag(field, FIXED_64);
  pbf.writeFixed32(Number(BigInt.asIntN(32, value)));
  pbf.writeFixed32(Number(BigInt.asIntN(32, value >> 32n)));
}
