import type { ExportFormat } from "./format";
import { documentFormat } from "./otlp/json/documentFormat";
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
  ...documentFormat(logs, () => logRecordText),
  tooLarge: { ...tooLargeDocument, instead: otlpJsonl },
} as const satisfies ExportFormat<string>;
