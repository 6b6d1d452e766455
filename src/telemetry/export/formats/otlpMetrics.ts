import type { ExportFormat } from "./format";
import { documentFormat } from "./otlp/json/documentFormat";
import { createMetricsText } from "./otlp/metrics/metricsText";
import { metrics } from "./otlp/signal";

/**
 * A single OTLP/JSON `ExportMetricsServiceRequest` with the samples that the Coder extension
 * records, and histograms of all durations.
 */
export const otlpMetrics = {
  id: "otlpMetrics",
  group: "openTelemetryTracesAndMetrics",
  label: (l10n) => l10n.t("OTLP/JSON Metrics"),
  detail: (l10n) =>
    l10n.t("For metrics endpoints, such as Prometheus: requests, network samples, durations"),
  extension: "otlp-metrics.json",
  ...documentFormat(metrics, createMetricsText),
  omitted: {
    describe: (writtenCount, eventCount, l10n) =>
      l10n.t(
        "This format includes {0} of the {1} events in this range, because the others contain no metrics.",
        writtenCount,
        eventCount,
      ),
    describeAll: (eventCount, l10n) =>
      l10n.t("None of the events in this range ({0}) contains metrics.", eventCount),
  },
} as const satisfies ExportFormat<string>;
