import { fileByFile } from "../mergeEvents";
import type { EventWriter, ExportFormat, WriterOptions } from "./format";
import { otlpJsonl } from "./otlpJsonl";
import { curlDocument } from "./otlp/curl";
import { createOtlpEncoder } from "./otlp/encoder";
import { requestEnd, requestStart, resourceLogsEnd, resourceLogsStart } from "./otlp/request";

const SEPARATOR = ",\n";

/** One OTLP/JSON `ExportLogsServiceRequest` of all events. */
export const otlp = {
  id: "otlp",
  label: (l10n) => l10n.t("OTLP/JSON"),
  detail: (l10n) => l10n.t("For an OpenTelemetry endpoint: one logs request, to POST as it is."),
  extension: "otlp.json",
  filter: ["json"],
  order: fileByFile,
  createEncoder: createOtlpEncoder,
  separator: SEPARATOR,
  createWriter: createOtlpWriter,
  curlCommand: curlDocument,
  tooLarge: {
    describe: (_count, l10n) =>
      l10n.t("It is larger than the 20 MiB that an OpenTelemetry Collector takes by default."),
    instead: otlpJsonl,
  },
} as const satisfies ExportFormat;

/** Default of the Collector's `max_request_body_size`. */
const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

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
    before: (next) => (next === resource ? SEPARATOR : open(next)),
    footer: () => `${resource === undefined ? "" : `\n${resourceLogsEnd}\n`}${requestEnd}\n`,
    oversizedRequests: (documentBytes) => (documentBytes > MAX_REQUEST_BYTES ? 1 : 0),
  };
}
