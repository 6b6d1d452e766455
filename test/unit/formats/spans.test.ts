import assert from "node:assert/strict";
import { spanText } from "../../../src/telemetry/export/formats/otlp/json/spanText";
import type { EventRow } from "../../../src/telemetry/stored/event";
import { judgeRequest } from "../../support/otlp/judge";
import { requestSchemas } from "../../support/otlp/schemas";
import { timedRow } from "../../support/rows";
import { event, formatOf, writeText } from "../../support/telemetry";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
const PARENT = "b7ad6b7169203331";
const ZERO = "0".repeat(16);
const string = (stringValue: string): object => ({ stringValue });

type Span = Record<string, unknown>;

/** The span of a timed event of 1.5 seconds with these fields. Undefined if it is no span. */
function span(fields: Partial<EventRow> = {}): Span | undefined {
  const stored = timedRow({ measurements: { durationMs: 1500 }, ...fields });
  const text = writeText(formatOf("otlpTraces"), [event(stored)]);
  const request = judgeRequest(requestSchemas.traces, text) as {
    resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
  };
  const [entry, ...others] = request.resourceSpans;
  assert.deepEqual(others, []);
  assert.ok((entry === undefined) === (spanText(event(stored)) === ""));
  return entry?.scopeSpans[0]?.spans[0];
}

describe("span", () => {
  it("of a timed event", () => {
    assert.deepEqual(span({ parent_event_id: PARENT, event_sequence: 7 }), {
      traceId: TRACE,
      spanId: SPAN,
      parentSpanId: PARENT,
      name: "test.event",
      kind: 1,
      startTimeUnixNano: "1772366398500000000",
      endTimeUnixNano: "1772366400000000000",
      attributes: [
        { key: "result", value: string("success") },
        { key: "durationMs", value: { intValue: "1500" } },
        { key: "coder.event.sequence", value: { intValue: "7" } },
      ],
      status: { code: 1 },
    });
  });

  const durations: [durationMs: number, timestamp: string, start: string][] = [
    [0, "2026-03-01T12:00:00Z", "1772366400000000000"],
    [0.000001, "2026-03-01T12:00:00Z", "1772366399999999999"],
    [1e-7, "2026-03-01T12:00:00Z", "1772366400000000000"],
    [5e-7, "2026-03-01T12:00:00Z", "1772366399999999999"],
    [1.1, "2026-03-01T12:00:00.123456789Z", "1772366400122356789"],
    [4.35, "2026-03-01T12:00:00Z", "1772366399995650000"],
    [123.456789, "2026-03-01T12:00:00Z", "1772366399876543211"],
    [0.1 + 0.2, "2026-03-01T12:00:00Z", "1772366399999700000"],
    [86_400_000, "2026-03-01T00:00:00Z", "1772236800000000000"],
    [1772366399999, "2026-03-01T12:00:00Z", "1000000"],
  ];
  for (const [durationMs, timestamp, start] of durations) {
    it(`starts ${durationMs} ms before ${timestamp}`, () => {
      assert.equal(span({ timestamp, measurements: { durationMs } })?.["startTimeUnixNano"], start);
    });
  }

  const statuses: [result: unknown, error: unknown, status: object | undefined][] = [
    ["success", undefined, { code: 1 }],
    ["success", { message: "retried" }, { code: 1 }],
    ["aborted", undefined, undefined],
    ["aborted", { message: "by the user" }, undefined],
    ["other", undefined, undefined],
    ["error", undefined, { code: 2 }],
    ["error", { message: "no \u2028 way" }, { code: 2, message: "no \u2028 way" }],
    ["error", "text", { code: 2, message: "text" }],
    ["error", { message: 5 }, { code: 2 }],
  ];
  for (const [result, error, status] of statuses) {
    it(`has the status of ${String(result)} with ${JSON.stringify(error)}`, () => {
      const of = span({ properties: { result }, ...(error !== undefined && { error }) });
      assert.deepEqual(of?.["status"], status);
    });
  }

  it("has the error as an exception at its end", () => {
    const error = { message: "no", type: "TypeError", code: "E1", more: 1 };
    const of = span({ properties: { result: "error" }, error });
    assert.deepEqual(of?.["events"], [
      {
        timeUnixNano: "1772366400000000000",
        name: "exception",
        attributes: [
          { key: "exception.message", value: string("no") },
          { key: "exception.type", value: string("TypeError") },
          { key: "error.type", value: string("TypeError") },
          { key: "coder.error.code", value: string("E1") },
          { key: "coder.error.more", value: { intValue: "1" } },
        ],
      },
    ]);
    assert.deepEqual((of["attributes"] as object[]).at(-1), {
      key: "error.type",
      value: string("TypeError"),
    });
  });

  it("writes IDs in lower case, and keeps a parent that is none", () => {
    const ids = { trace_id: TRACE.toUpperCase(), event_id: SPAN.toUpperCase() };
    const of = span({ ...ids, parent_event_id: "x" });
    assert.deepEqual([of?.["traceId"], of?.["spanId"]], [TRACE, SPAN]);
    assert.equal(of?.["parentSpanId"], undefined);
    assert.deepEqual((of?.["attributes"] as object[]).at(-1), {
      key: "coder.parent_event_id",
      value: string("x"),
    });
  });

  it("is no parent of itself, which would leave it out of the tree", () => {
    const of = span({ event_id: SPAN, parent_event_id: SPAN });
    assert.equal(of?.["parentSpanId"], undefined);
    assert.deepEqual((of?.["attributes"] as object[]).at(-1), {
      key: "coder.parent_event_id",
      value: string(SPAN),
    });
  });

  it("keeps fields that this version does not know, and odd properties", () => {
    const of = span({ added: [1], properties: { "": "x", durationMs: "mine" } });
    assert.deepEqual(of?.["attributes"], [
      { key: "result", value: string("success") },
      { key: "coder.", value: string("x") },
      { key: "durationMs", value: string("mine") },
      { key: "coder.durationMs", value: { intValue: "1500" } },
      { key: "coder.added", value: { arrayValue: { values: [{ intValue: "1" }] } } },
    ]);
  });

  const none: [what: string, fields: Partial<EventRow>][] = [
    ["no result", { properties: { result: null } }],
    ["no properties", { properties: { result: undefined } }],
    ["no trace", { trace_id: undefined }],
    ["a trace of zeros", { trace_id: ZERO + ZERO }],
    ["a trace that is no hex", { trace_id: "x".repeat(32) }],
    ["no event ID", { event_id: undefined }],
    ["an event ID of zeros", { event_id: ZERO }],
    ["a UUID", { event_id: "4bf92f35-77b3-4da6-a3ce-929d0e0e4736" }],
    ["no duration", { measurements: {} }],
    ["no measurements", { measurements: null }],
    ["a duration that is text", { measurements: { durationMs: "1500" } }],
    ["a negative duration", { measurements: { durationMs: -1 } }],
    ["a huge duration", { measurements: { durationMs: 1e300 } }],
    ["an endless duration", { measurements: { durationMs: Infinity } }],
    ["a duration since before 1970", { measurements: { durationMs: 1772366400000 } }],
    ["a time before 1970", { timestamp: "1969-12-31T23:59:59Z", measurements: { durationMs: 0 } }],
    ["a time that does not fit", { timestamp: "2600-01-01T00:00:00Z" }],
  ];
  for (const [what, fields] of none) {
    it(`is none for ${what}`, () => {
      assert.equal(span(fields), undefined);
    });
  }
});
