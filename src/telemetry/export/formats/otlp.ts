import type { ExportFormat } from "./format";
import { curlDocument } from "./otlp/curl";
import { documentFormat } from "./otlp/json/documentFormat";
import { createJsonEncoder } from "./otlp/json/encoder";
import { logRecordText } from "./otlp/json/logRecordText";
import { logs } from "./otlp/signal";
import { tooLargeDocument } from "./otlp/tooLargeDocument";
import { otlpJsonl } from "./otlpJsonl";

/** A single OTLP/JSON `ExportLogsServiceRequest` with all events. */
export const otlp = {
  id: "otlp",
  group: "openTelemetryLogs",
  label: (l10n) => l10n.t("OTLP/JSON"),
  detail: (l10n) => l10n.t("For an OpenTelemetry endpoint: a single logs request"),
  extension: "otlp.json",
  filter: ["json"],
  ...documentFormat(logs),
  createEncoder: () => createJsonEncoder(logRecordText),
  curlCommand: curlDocument(logs, "json"),
  tooLarge: { ...tooLargeDocument, instead: otlpJsonl },
} as const satisfies ExportFormat<string>;
