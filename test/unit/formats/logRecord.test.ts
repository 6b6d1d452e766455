import assert from "node:assert/strict";
import { logRecordText } from "../../../src/telemetry/export/formats/otlp/json/logRecordText";
import type { EventRow } from "../../../src/telemetry/stored/event";
import { event } from "../../support/telemetry";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
const UUID = "4bf92f35-77b3-4da6-a3ce-929d0e0e4736";
const PARENT = "b7ad6b7169203331";
const string = (stringValue: string): object => ({ stringValue });

describe("LogRecord", () => {
  it("of an event with nothing but a name and a time", () => {
    assert.deepEqual(record({ event_name: "activated", timestamp: "2026-03-01T12:00:00.123Z" }), {
      timeUnixNano: "1772366400123000000",
      observedTimeUnixNano: "1772366400123000000",
      severityNumber: 9,
      severityText: "INFO",
      body: { stringValue: "activated" },
      attributes: [],
      eventName: "activated",
    });
  });

  const times: [timestamp: string, unixNano: string | undefined][] = [
    ["2026-03-01T12:00:00Z", "1772366400000000000"],
    ["2026-03-01T12:00:00.123456789Z", "1772366400123456789"],
    ["2026-03-01T12:00:00.000000001Z", "1772366400000000001"],
    ["1970-01-01T00:00:00.000000001Z", "1"],
    ["2554-07-21T23:34:33.709551615Z", "18446744073709551615"],
    ["2554-07-21T23:34:33.709551616Z", undefined],
    ["1969-12-31T23:59:59Z", undefined],
    ["1970-01-01T00:00:00Z", undefined],
  ];
  for (const [timestamp, unixNano] of times) {
    it(`puts ${timestamp} at ${unixNano ?? "no time, but in an attribute"}`, () => {
      const { timeUnixNano, observedTimeUnixNano, attributes } = record({ timestamp });
      assert.equal(timeUnixNano, unixNano);
      assert.equal(observedTimeUnixNano, unixNano);
      assert.deepEqual(
        attributes,
        unixNano === undefined ? [{ key: "coder.timestamp", value: string(timestamp) }] : [],
      );
    });
  }

  const severities: [what: string, fields: Partial<EventRow>, severity: number][] = [
    ["no error", {}, 9],
    ["success", { properties: { result: "success" } }, 9],
    ["abort", { properties: { result: "aborted" } }, 9],
    ["a null error", { error: null }, 9],
    ["an error result", { properties: { result: "error" } }, 17],
    ["an error", { error: { message: "no" } }, 17],
    ["an error that is a text", { error: "no" }, 17],
  ];
  for (const [what, fields, severity] of severities) {
    it(`has severity ${severity} for ${what}`, () => {
      const { severityNumber, severityText } = record(fields);
      assert.equal(severityNumber, severity);
      assert.equal(severityText, severity === 17 ? "ERROR" : "INFO");
    });
  }

  describe("ids", () => {
    const timed = { properties: { result: "success" } };
    const cases: [what: string, fields: Partial<EventRow>, expected: Partial<Ids>][] = [
      ["trace", { trace_id: TRACE }, { traceId: TRACE }],
      ["upper-case trace", { trace_id: TRACE.toUpperCase() }, { traceId: TRACE }],
      ["short trace", { trace_id: SPAN }, { "coder.trace_id": SPAN }],
      ["zero trace", { trace_id: "0".repeat(32) }, { "coder.trace_id": "0".repeat(32) }],
      ["UUID trace", { trace_id: UUID }, { "coder.trace_id": UUID }],
      ["event", { event_id: SPAN }, { "log.record.uid": SPAN }],
      ["timed event", { ...timed, event_id: SPAN }, { spanId: SPAN, "log.record.uid": SPAN }],
      ["timed event, no hex", { ...timed, event_id: "x" }, { "log.record.uid": "x" }],
      [
        "child",
        { event_id: SPAN, parent_event_id: PARENT },
        { spanId: PARENT, "log.record.uid": SPAN },
      ],
      [
        "timed child",
        { ...timed, event_id: SPAN, parent_event_id: PARENT },
        { spanId: SPAN, "log.record.uid": SPAN, "coder.parent_span_id": PARENT },
      ],
      ["parent, no hex", { parent_event_id: "x" }, { "coder.parent_event_id": "x" }],
      [
        "timed, parent no hex",
        { ...timed, parent_event_id: "x" },
        { "coder.parent_event_id": "x" },
      ],
      ["null ids", { event_id: null, trace_id: null, parent_event_id: null }, {}],
    ];
    for (const [what, fields, expected] of cases) {
      it(`of a ${what}`, () => {
        assert.deepEqual(idsOf(record(fields)), expected);
      });
    }
  });

  describe("attributes", () => {
    const cases: [
      what: string,
      fields: Partial<EventRow>,
      expected: [key: string, value: object][],
    ][] = [
      [
        "properties by type",
        { properties: { text: "a", empty: "", yes: true, no: false, whole: 3, part: 0.5 } },
        [
          ["text", string("a")],
          ["empty", string("")],
          ["yes", { boolValue: true }],
          ["no", { boolValue: false }],
          ["whole", { intValue: "3" }],
          ["part", { doubleValue: 0.5 }],
        ],
      ],
      [
        "measurements at and beyond the safe integers",
        {
          measurements: {
            max: 2 ** 53 - 1,
            min: -(2 ** 53 - 1),
            over: 2 ** 53,
            zero: -0,
            tiny: 5e-324,
          },
        },
        [
          ["max", { intValue: "9007199254740991" }],
          ["min", { intValue: "-9007199254740991" }],
          ["over", { doubleValue: 9007199254740992 }],
          ["zero", { intValue: "0" }],
          ["tiny", { doubleValue: 5e-324 }],
        ],
      ],
      [
        "measurements that JSON spells beyond every number",
        { measurements: JSON.parse('{"up":1e999,"down":-1e999}') as object },
        [
          ["up", { doubleValue: "Infinity" }],
          ["down", { doubleValue: "-Infinity" }],
        ],
      ],
      [
        "an error",
        { error: { message: "no route", type: "NetworkError", code: "EHOSTUNREACH", retry: true } },
        [
          ["exception.message", string("no route")],
          ["exception.type", string("NetworkError")],
          ["error.type", string("NetworkError")],
          ["coder.error.code", string("EHOSTUNREACH")],
          ["coder.error.retry", { boolValue: true }],
        ],
      ],
      ["an error that is a text", { error: "no" }, [["exception.message", string("no")]]],
      ["a sequence", { event_sequence: 7 }, [["coder.event.sequence", { intValue: "7" }]]],
      [
        "unknown fields, nested",
        { added: { list: [1, "a", null, [true]], none: null, inner: { deep: 1.5 } }, absent: null },
        [
          [
            "coder.added",
            {
              kvlistValue: {
                values: [
                  {
                    key: "list",
                    value: {
                      arrayValue: {
                        values: [
                          { intValue: "1" },
                          string("a"),
                          string("null"),
                          { arrayValue: { values: [{ boolValue: true }] } },
                        ],
                      },
                    },
                  },
                  {
                    key: "inner",
                    value: {
                      kvlistValue: { values: [{ key: "deep", value: { doubleValue: 1.5 } }] },
                    },
                  },
                ],
              },
            },
          ],
        ],
      ],
      [
        "properties and measurements that are no objects",
        { properties: "odd", measurements: [1] },
        [
          ["coder.properties", string("odd")],
          ["coder.measurements", { arrayValue: { values: [{ intValue: "1" }] } }],
        ],
      ],
      [
        "keys that are taken or empty",
        {
          properties: { a: "1", "": "2", "exception.message": "3" },
          measurements: { a: 1, "coder.a": 2 },
          error: { message: "4" },
        },
        [
          ["a", string("1")],
          ["coder.", string("2")],
          ["exception.message", string("3")],
          ["coder.a", { intValue: "1" }],
          ["coder.coder.a", { intValue: "2" }],
          ["coder.exception.message", string("4")],
        ],
      ],
      [
        "keys of every object's prototype",
        {
          properties: JSON.parse('{"__proto__":"p","constructor":"c"}') as object,
        },
        [
          ["__proto__", string("p")],
          ["constructor", string("c")],
        ],
      ],
      [
        "lone surrogates, made well-formed",
        { properties: { "k\ud800": "v\udfff" } },
        [["k\ufffd", string("v\ufffd")]],
      ],
      [
        "nothing of what has its place elsewhere",
        { schema_version: 1, context: { os_type: "linux" }, deployment_url: "https://example.com" },
        [],
      ],
    ];
    for (const [what, fields, expected] of cases) {
      it(`hold ${what}`, () => {
        assert.deepEqual(
          record(fields).attributes,
          expected.map(([key, value]) => ({ key, value })),
        );
      });
    }
  });
});

type Ids = Record<
  | "traceId"
  | "spanId"
  | "log.record.uid"
  | "coder.trace_id"
  | "coder.parent_span_id"
  | "coder.parent_event_id",
  string
>;

interface LogRecord {
  readonly timeUnixNano?: string;
  readonly observedTimeUnixNano?: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

/** As it is written. */
function record(fields: Partial<EventRow>): LogRecord {
  return JSON.parse(logRecordText(event(fields))) as LogRecord;
}

/** All that a record says of ids, in fields and attributes. */
function idsOf({ traceId, spanId, attributes }: LogRecord): object {
  const named = attributes
    .filter(({ key }) => key !== "result")
    .map(({ key, value }) => [key, "stringValue" in value ? value.stringValue : value]);
  return {
    ...(traceId && { traceId }),
    ...(spanId && { spanId }),
    ...(Object.fromEntries(named) as object),
  };
}
