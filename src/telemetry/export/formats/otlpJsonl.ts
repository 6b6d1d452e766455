import { fileByFile } from "../document/order";
import type { ExportFormat, PartWriter, WriterOptions } from "./format";
import { curlLines } from "./otlp/curl";
import { createOtlpEncoder } from "./otlp/encoder";
import { requestEnd, requestStart, resourceLogsEnd, resourceLogsStart } from "./otlp/request";

const SEPARATOR = ",";

/** Many small OTLP/JSON requests, one per line. */
export const otlpJsonl = {
  id: "otlpJsonl",
  label: (l10n) => l10n.t("OTLP/JSON Lines"),
  detail: (l10n) =>
    l10n.t("For endpoints with a size limit and Collectors that read files: many small requests"),
  extension: "otlp.jsonl",
  filter: ["jsonl"],
  order: fileByFile,
  createEncoder: createOtlpEncoder,
  header: "",
  separator: "",
  footer: "",
  createWriter: createOtlpJsonlWriter,
  curlCommand: curlLines,
  tooLarge: {
    describe: (count, l10n) =>
      count === 1
        ? l10n.t("1 line is larger than 1 MB because it contains a single large event.")
        : l10n.t(
            "{0} lines are larger than 1 MB because each contains a single large event.",
            count,
          ),
  },
} as const satisfies ExportFormat;

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

const LINE_END = `${resourceLogsEnd}${requestEnd}\n`;

function createOtlpJsonlWriter({ version }: WriterOptions): PartWriter {
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
      resource === line.resource
        ? SEPARATOR
        : `${resourceLogsEnd},${resourceLogsStart(resource, version)}`;
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
    const before = requestStart + resourceLogsStart(resource, version);
    const bytes = Buffer.byteLength(before) + recordBytes;
    if (bytes + LINE_END.length - 1 > MAX_LINE_BYTES) {
      oversized++;
    }
    line = { bytes, records: 1, resource };
    return end + before;
  };

  return {
    add: ({ text, resource }) => {
      const bytes = Buffer.byteLength(text);
      return (continued(resource, bytes) ?? started(resource, bytes)) + text;
    },
    end: () => LINE_END,
    get oversizedCount() {
      return oversized;
    },
  };
}
