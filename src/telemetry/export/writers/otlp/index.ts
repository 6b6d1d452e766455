import { escapeLineSeparators } from "../../lineSeparators";
import { fileByFile } from "../../mergeEvents";
import type { TelemetryEvent } from "../../readEvents";
import type { EventWriter, ExportFormat, WriterOptions } from "../format";
import { toLogRecord } from "./logRecord";
import { toResourceAttributes } from "./resource";

/** One OTLP/JSON `ExportLogsServiceRequest` of all events. */
export const otlp = {
  id: "otlp",
  label: (l10n) => l10n.t("OTLP/JSON"),
  detail: (l10n) => l10n.t("One OpenTelemetry logs request, to POST to an OTLP/HTTP endpoint."),
  extension: "otlp.json",
  filter: ["json"],
  order: fileByFile,
  createWriter: createOtlpWriter,
} as const satisfies ExportFormat;

/** Version of the semantic conventions that the attributes follow. */
const SCHEMA_URL = "https://opentelemetry.io/schemas/1.44.0";

/** Each run of events with the same context becomes one entry of `resourceLogs`. */
function createOtlpWriter({ version }: WriterOptions): EventWriter {
  const scope = JSON.stringify({ name: "coder.telemetry.export", version });
  const close = `\n],"schemaUrl":"${SCHEMA_URL}"}],"schemaUrl":"${SCHEMA_URL}"}`;
  let resource: string | undefined;

  const open = (next: string): string => {
    const before = resource === undefined ? "\n" : `${close},\n`;
    resource = next;
    return `${before}{"resource":${next},"scopeLogs":[{"scope":${scope},"logRecords":[\n`;
  };

  return {
    header: () => `{"resourceLogs":[`,
    event: (event: TelemetryEvent) => {
      const next = toJson({ attributes: toResourceAttributes(event) });
      const before = next === resource ? ",\n" : open(next);
      return before + toJson(toLogRecord(event));
    },
    footer: () => (resource === undefined ? "]}\n" : `${close}\n]}\n`),
  };
}

function toJson(value: object): string {
  return escapeLineSeparators(JSON.stringify(value));
}
