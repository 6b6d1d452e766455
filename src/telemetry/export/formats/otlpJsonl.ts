import { fileByFile } from "../document/order";
import type { ExportFormat, PartWriter, WriterOptions } from "./format";
import { curlLines } from "./otlp/curl";
import { createJsonEncoder } from "./otlp/json/encoder";
import { logRecordText } from "./otlp/json/logRecordText";
import { entryEnd, entryStart, requestEnd, requestStart } from "./otlp/json/request";
import { logs } from "./otlp/signal";

const SEPARATOR = ",";

/** Many small OTLP/JSON requests, one per line. */
export const otlpJsonl = {
  id: "otlpJsonl",
  group: "openTelemetryLogs",
  label: (l10n) => l10n.t("OTLP/JSON Lines"),
  detail: (l10n) =>
    l10n.t("For endpoints with a size limit and Collectors that read files: many small requests"),
  extension: "otlp.jsonl",
  filter: ["jsonl"],
  order: fileByFile,
  createEncoder: () => createJsonEncoder(logRecordText),
  header: "",
  separator: "",
  footer: "",
  createWriter: createOtlpJsonlWriter,
  curlCommand: curlLines(logs),
  tooLarge: {
    describe: (count, l10n, formatCount) =>
      count === 1
        ? l10n.t("1 line is larger than 1 MB because it contains a single large event.")
        : l10n.t(
            "{0} lines are larger than 1 MB because each contains a single large event.",
            formatCount(count),
          ),
  },
} as const satisfies ExportFormat<string>;

/**
 * Limits of a line, unless a single record is larger. New Relic accepts 1 MB and Datadog 1,000
 * entries per request.
 */
const MAX_LINE_BYTES = 1_000_000;
const MAX_LINE_RECORDS = 1000;

/** A request that is being filled. */
interface Line {
  bytes: number;
  records: number;
  resource: string;
}

const LINE_END = `${entryEnd}${requestEnd}\n`;

function createOtlpJsonlWriter({ version }: WriterOptions): PartWriter<string> {
  let line: Line | undefined;
  let oversized = 0;

  /**
   * Returns the text before another record in the current line, or undefined if the record doesn't
   * fit.
   */
  const continued = (resource: string, recordBytes: number): string | undefined => {
    if (!line || line.records === MAX_LINE_RECORDS) {
      return undefined;
    }
    const before =
      resource === line.resource ? SEPARATOR : `${entryEnd},${entryStart(logs, resource, version)}`;
    const bytes = line.bytes + Buffer.byteLength(before) + recordBytes;
    if (bytes + LINE_END.length - 1 > MAX_LINE_BYTES) {
      return undefined;
    }
    line = { bytes, records: line.records + 1, resource };
    return before;
  };

  /** Returns the text before the first record of a new line. */
  const started = (resource: string, recordBytes: number): string => {
    const end = line ? LINE_END : "";
    const before = requestStart(logs) + entryStart(logs, resource, version);
    const bytes = Buffer.byteLength(before) + recordBytes;
    if (bytes + LINE_END.length - 1 > MAX_LINE_BYTES) {
      oversized++;
    }
    line = { bytes, records: 1, resource };
    return end + before;
  };

  return {
    add: ({ record, resource }) => {
      const bytes = Buffer.byteLength(record);
      return (continued(resource, bytes) ?? started(resource, bytes)) + record;
    },
    end: () => LINE_END,
    get oversizedCount() {
      return oversized;
    },
  };
}
