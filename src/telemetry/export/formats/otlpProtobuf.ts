import { fileByFile } from "../document/order";
import type { ExportFormat } from "./format";
import { curlDocument } from "./otlp/curl";
import { createProtobufEncoder } from "./otlp/protobuf/encoder";
import { createRequestWriter } from "./otlp/protobuf/requestWriter";
import { logs } from "./otlp/signal";
import { tooLargeDocument } from "./otlp/tooLargeDocument";

/** A single binary OTLP `ExportLogsServiceRequest` with all events. */
export const otlpProtobuf = {
  id: "otlpProtobuf",
  group: "openTelemetryLogs",
  label: (l10n) => l10n.t("OTLP/Protobuf"),
  detail: (l10n) =>
    l10n.t("For OTLP/HTTP endpoints that don't accept JSON: a single binary logs request"),
  extension: "otlp.pb",
  filter: ["pb"],
  isBinary: true,
  order: fileByFile,
  createEncoder: createProtobufEncoder,
  header: "",
  separator: "",
  footer: "",
  createWriter: createRequestWriter,
  curlCommand: curlDocument(logs, "protobuf"),
  tooLarge: tooLargeDocument,
} as const satisfies ExportFormat<Uint8Array>;
