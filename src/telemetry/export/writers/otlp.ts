import { fileByFile } from "../mergeEvents";
import type { EventWriter, ExportFormat, WriterOptions } from "./format";
import {
  logRecordText,
  requestEnd,
  requestStart,
  resourceLogsEnd,
  resourceLogsStart,
  resourceText,
} from "./otlp/request";

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

/** Each run of events with the same context becomes one entry of `resourceLogs`, a record a line. */
function createOtlpWriter({ version }: WriterOptions): EventWriter {
  let resource: string | undefined;

  const open = (next: string): string => {
    const before = resource === undefined ? "\n" : `\n${resourceLogsEnd},\n`;
    resource = next;
    return `${before}${resourceLogsStart(next, version)}\n`;
  };

  return {
    header: () => requestStart,
    event: (event) => {
      const next = resourceText(event);
      const before = next === resource ? ",\n" : open(next);
      return before + logRecordText(event);
    },
    footer: () => `${resource === undefined ? "" : `\n${resourceLogsEnd}\n`}${requestEnd}\n`,
  };
}
