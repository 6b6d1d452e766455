import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DescMessage, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** The compiled script is out/test/support/otlp/schemas.js. */
const FILE = join(__dirname, "../../../../test/support/otlp/otlp.binpb");
const files = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(FILE)));

/** The official definitions of the requests of each signal. */
export const requestSchemas = {
  logs: readSchema("logs.v1.ExportLogsServiceRequest"),
  traces: readSchema("trace.v1.ExportTraceServiceRequest"),
  metrics: readSchema("metrics.v1.ExportMetricsServiceRequest"),
};

function readSchema(name: string): DescMessage {
  const schema = files.getMessage(`opentelemetry.proto.collector.${name}`);
  if (!schema) {
    throw new Error(`${FILE} does not define ${name}.`);
  }
  return schema;
}
