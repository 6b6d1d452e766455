import { fileByFile } from "../document/order";
import type { ExportFormat, PartWriter, WriterOptions } from "./format";
import { curlDocument } from "./otlp/curl";
import { createOtlpEncoder } from "./otlp/encoder";
import { requestEnd, requestStart, resourceLogsEnd, resourceLogsStart } from "./otlp/request";
import { otlpJsonl } from "./otlpJsonl";

const SEPARATOR = ",\n";

/** A single OTLP/JSON `ExportLogsServiceRequest` with all events. */
export const otlp = {
  id: "otlp",
  label: (l10n) => l10n.t("OTLP/JSON"),
  detail: (l10n) => l10n.t("For an OpenTelemetry endpoint: a single logs request, ready to POST"),
  extension: "otlp.json",
  filter: ["json"],
  order: fileByFile,
  createEncoder: createOtlpEncoder,
  header: `${requestStart}\n`,
  separator: SEPARATOR,
  footer: `\n${requestEnd}\n`,
  createWriter: createOtlpWriter,
  curlCommand: curlDocument,
  tooLarge: {
    // The Collector's default for `max_request_body_size`
    // (https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/confighttp/README.md).
    documentBytes: 20 * 1024 * 1024,
    describe: (_count, l10n) =>
      l10n.t(
        "The file is larger than 20 MiB, the default request size limit of an OpenTelemetry Collector.",
      ),
    instead: otlpJsonl,
  },
} as const satisfies ExportFormat;

/**
 * Groups consecutive events with the same resource into one entry of `resourceLogs`. Writes one
 * record per line.
 */
function createOtlpWriter({ version }: WriterOptions): PartWriter {
  let resource: string | undefined;

  const open = (next: string): string => {
    const before = resource === undefined ? "" : `\n${resourceLogsEnd}${SEPARATOR}`;
    resource = next;
    return `${before}${resourceLogsStart(next, version)}\n`;
  };

  return {
    add: ({ text, resource: next }) => (next === resource ? SEPARATOR : open(next)) + text,
    end: () => `\n${resourceLogsEnd}`,
  };
}
