import type { ReceivedSpan } from "./expectedSpans";
import { type ReceivedKeyValue, toAttributes } from "./otlpJson";

/** Spans as servers write them in OTLP/JSON. */
export interface TracesRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly ReceivedKeyValue[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly ReceivedKeyValue[];
  readonly events?: readonly {
    readonly name: string;
    readonly timeUnixNano: string;
    readonly attributes?: readonly ReceivedKeyValue[];
  }[];
  readonly status?: { readonly code?: number; readonly message?: string };
}

export function toSpans({ resourceSpans }: TracesRequest): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map((span) => toSpan(span, toAttributes(resource.attributes))),
  );
}

function toSpan(span: Span, resource: Record<string, unknown>): ReceivedSpan {
  const { traceId, spanId, parentSpanId, name, kind, events = [], status = {} } = span;
  return {
    traceId,
    spanId,
    ...(parentSpanId && { parentSpanId }),
    name,
    kind,
    start: span.startTimeUnixNano,
    end: span.endTimeUnixNano,
    ...(status.code !== undefined && {
      status: { code: status.code, ...(status.message && { message: status.message }) },
    }),
    attributes: toAttributes(span.attributes),
    events: events.map((event) => {
      if (event.name !== "exception" || event.timeUnixNano !== span.endTimeUnixNano) {
        throw new Error(`A span event is ${JSON.stringify(event)}.`);
      }
      return toAttributes(event.attributes);
    }),
    resource,
  };
}
