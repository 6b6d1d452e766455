/** IDs with only zeros are excluded, because receivers may reject the whole request. */
const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/i;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/i;

/** Returns a valid trace ID in lower case, or undefined. */
export function toTraceId(value: unknown): string | undefined {
  return toHexId(value, TRACE_ID);
}

/** Returns a valid span ID in lower case, or undefined. */
export function toSpanId(value: unknown): string | undefined {
  return toHexId(value, SPAN_ID);
}

function toHexId(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value.toLowerCase() : undefined;
}
