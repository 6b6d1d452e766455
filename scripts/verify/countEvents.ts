import { constants } from "node:buffer";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { PbfReader } from "pbf";

/** The parts of OTLP requests that contain the events. */
interface Request {
  readonly resourceLogs?: readonly {
    readonly scopeLogs: readonly { readonly logRecords: readonly unknown[] }[];
  }[];
  readonly resourceSpans?: readonly {
    readonly scopeSpans: readonly { readonly spans: readonly unknown[] }[];
  }[];
}

/**
 * Counts the events in an exported file. If they can't be counted, returns the reason. Throws if the
 * file is not a valid export of the format.
 */
export async function countEvents(format: string, path: string): Promise<number | string> {
  if (format === "otlpMetrics") {
    return "an event can have several metrics";
  }
  if (format === "otlpJsonl") {
    let count = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      count += countRecords(JSON.parse(line) as Request);
    }
    return count;
  }
  // For a file that is a single JSON value, this is the maximum length of a string.
  if (statSync(path).size > constants.MAX_STRING_LENGTH) {
    return "the file is too large";
  }
  if (format === "otlpProtobuf") {
    return countMessages(new PbfReader(readFileSync(path)), RECORD_FIELDS);
  }
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  return format === "json" ? (value as unknown[]).length : countRecords(value as Request);
}

function countRecords({ resourceLogs = [], resourceSpans = [] }: Request): number {
  const logs = resourceLogs.flatMap(({ scopeLogs }) => scopeLogs);
  const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
  const lists = [...logs.map(({ logRecords }) => logRecords), ...spans.map((scope) => scope.spans)];
  return lists.reduce((count, { length }) => count + length, 0);
}

/** The fields `resource_logs`, `scope_logs` and `log_records` in opentelemetry-proto. */
const RECORD_FIELDS = [1, 2, 2] as const;

/** Counts the messages that are reached through fields, up to the end of a message. */
function countMessages(
  pbf: PbfReader,
  [field, ...deeper]: readonly number[],
  end = pbf.length,
): number {
  if (field === undefined) {
    pbf.pos = end;
    return 1;
  }
  return pbf.readFields(
    (found, counted) => {
      if (found === field) {
        counted.count += countMessages(pbf, deeper, pbf.readVarint() + pbf.pos);
      }
    },
    { count: 0 },
    end,
  ).count;
}
