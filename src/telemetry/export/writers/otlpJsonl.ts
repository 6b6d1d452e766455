import { fileByFile } from "../mergeEvents";
import type { EventWriter, ExportFormat, WriterOptions } from "./format";
import { curlLines } from "./otlp/curl";
import { logRecordText } from "./otlp/logRecord";
import {
  createResourceText,
  requestEnd,
  requestStart,
  resourceLogsEnd,
  resourceLogsStart,
} from "./otlp/request";

/** Many small OTLP/JSON requests, one a line. */
export const otlpJsonl = {
  id: "otlpJsonl",
  label: (l10n) => l10n.t("OTLP/JSON Lines"),
  detail: (l10n) =>
    l10n.t("For endpoints with a size limit, and Collectors that read files: many small requests."),
  extension: "otlp.jsonl",
  filter: ["jsonl"],
  order: fileByFile,
  createWriter: createOtlpJsonlWriter,
  curlCommand: curlLines,
  tooLarge: {
    describe: (count, l10n) =>
      count === 1
        ? l10n.t("1 line is larger than 1 MB, since it holds a single large event.")
        : l10n.t("{0} lines are larger than 1 MB, since each holds a single large event.", count),
  },
} as const satisfies ExportFormat;

/** What a line may hold, unless a single record is larger: New Relic takes a MB, Datadog 1,000 entries. */
const MAX_LINE_BYTES = 1_000_000;
const MAX_LINE_RECORDS = 1000;

/** A request that is being filled. */
interface Line {
  text: string;
  bytes: number;
  records: number;
  resource: string;
}

const LINE_END = `${resourceLogsEnd}${requestEnd}\n`;

function createOtlpJsonlWriter({ version }: WriterOptions): EventWriter {
  const resourceText = createResourceText();
  let line: Line | undefined;
  let oversized = 0;

  /** Adds a record to the line, unless it does not fit. */
  const add = (resource: string, record: string): boolean => {
    if (!line || line.records === MAX_LINE_RECORDS) {
      return false;
    }
    const before =
      resource === line.resource
        ? ","
        : `${resourceLogsEnd},${resourceLogsStart(resource, version)}`;
    const bytes = Buffer.byteLength(before) + Buffer.byteLength(record);
    if (line.bytes + bytes + LINE_END.length - 1 > MAX_LINE_BYTES) {
      return false;
    }
    line.text += before + record;
    line.bytes += bytes;
    line.records++;
    line.resource = resource;
    return true;
  };

  const start = (resource: string, record: string): Line => {
    const text = requestStart + resourceLogsStart(resource, version) + record;
    const bytes = Buffer.byteLength(text);
    if (bytes + LINE_END.length - 1 > MAX_LINE_BYTES) {
      oversized++;
    }
    return { text, bytes, records: 1, resource };
  };

  const finish = (): string => (line ? line.text + LINE_END : "");

  return {
    header: () => "",
    event: (event) => {
      const resource = resourceText(event);
      const record = logRecordText(event);
      if (add(resource, record)) {
        return "";
      }
      const finished = finish();
      line = start(resource, record);
      return finished;
    },
    footer: finish,
    oversizedRequests: () => oversized,
  };
}
