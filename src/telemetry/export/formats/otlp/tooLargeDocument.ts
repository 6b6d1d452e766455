import type { ExportFormat } from "../format";

/** For formats whose document is a single request. */
export const tooLargeDocument = {
  // The Collector's default for `max_request_body_size`
  // (https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/confighttp/README.md).
  documentBytes: 20 * 1024 * 1024,
  describe: (_count, l10n) =>
    l10n.t(
      "The file is larger than 20 MiB, the default request size limit of an OpenTelemetry Collector.",
    ),
} as const satisfies ExportFormat["tooLarge"];
