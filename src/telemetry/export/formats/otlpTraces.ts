import type { ExportFormat } from "./format";
import { documentFormat } from "./otlp/json/documentFormat";
import { spanText } from "./otlp/json/spanText";
import { traces } from "./otlp/signal";

/**
 * A single OTLP/JSON `ExportTraceServiceRequest` with a span for each timed event. Events that were
 * recorded during a span are no span events: they can be in a file of another day, which another
 * thread reads. The formats of log records contain them, with the ID of their span.
 */
export const otlpTraces = {
  id: "otlpTraces",
  group: "openTelemetryTracesAndMetrics",
  label: (l10n) => l10n.t("OTLP/JSON Traces"),
  detail: (l10n) => l10n.t("For tracing endpoints, such as Jaeger: operations as spans"),
  extension: "otlp-traces.json",
  ...documentFormat(traces, () => spanText),
  omitted: {
    describe: (writtenCount, eventCount, l10n) =>
      l10n.t(
        "This format includes {0} of the {1} events in this range, because the others are not spans.",
        writtenCount,
        eventCount,
      ),
    describeAll: (eventCount, l10n) =>
      l10n.t("None of the events in this range ({0}) is a span.", eventCount),
  },
} as const satisfies ExportFormat<string>;
