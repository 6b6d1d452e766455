// The spans that an endpoint must hold, worked out from the stored lines without the export's code.
import {
  type Fields,
  MAPPED,
  type StoredRow,
  errorFields,
  hexId,
  readRows,
  toResource,
  unique,
  unixNano,
} from "./expected";

/** A span as an endpoint gives it back. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly start: string;
  readonly end: string;
  /** Absent if unset. */
  readonly status?: { readonly code: number; readonly message?: string };
  readonly attributes: Fields;
  /** The attributes of each span event. */
  readonly events: readonly Fields[];
  readonly resource: Fields;
}

/** The spans that the events of a telemetry folder become, by their IDs. */
export function expectedSpans(folder: string): ReceivedSpan[] {
  return bySpanId(readRows(folder).flatMap((stored) => toSpan(stored)));
}

export function bySpanId(spans: readonly ReceivedSpan[]): ReceivedSpan[] {
  const key = ({ traceId, spanId, start }: ReceivedSpan): string => `${traceId}${spanId}${start}`;
  return spans.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function toSpan({ row, context }: StoredRow): ReceivedSpan[] {
  const properties = (row["properties"] ?? {}) as Fields;
  const measurements = (row["measurements"] ?? {}) as Fields;
  const [result, duration] = [properties["result"], measurements["durationMs"]];
  const [traceId, spanId] = [hexId(row["trace_id"], 32), hexId(row["event_id"], 16)];
  if (result === undefined || typeof duration !== "number" || !traceId || !spanId) {
    return [];
  }
  const end = unixNano(String(row["timestamp"]));
  const parentSpanId = hexId(row["parent_event_id"], 16);
  const error = row["error"];
  return [
    {
      traceId,
      spanId,
      ...(parentSpanId && { parentSpanId }),
      name: String(row["event_name"]).toWellFormed(),
      kind: 1,
      start: String(BigInt(end) - BigInt(Math.round(duration * 1e6))),
      end,
      ...toStatus(result, (error as Fields | undefined)?.["message"]),
      attributes: unique([
        ...Object.entries(properties),
        ...Object.entries(measurements),
        ["error.type", (error as Fields | undefined)?.["type"]],
        ["coder.event.sequence", row["event_sequence"]],
        ["coder.parent_event_id", parentSpanId ? undefined : row["parent_event_id"]],
        ...Object.entries(row)
          .filter(([field]) => !MAPPED.has(field))
          .map(([field, value]): [string, unknown] => [`coder.${field}`, value]),
      ]),
      events: error === undefined ? [] : [unique(errorFields(error))],
      resource: toResource(context, row["deployment_url"]),
    },
  ];
}

function toStatus(result: unknown, message: unknown): Pick<ReceivedSpan, "status"> {
  switch (result) {
    case "success":
      return { status: { code: 1 } };
    case "error":
      return { status: { code: 2, ...(typeof message === "string" && { message }) } };
    default:
      return {};
  }
}
