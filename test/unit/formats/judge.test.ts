import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { judge } from "../../support/otlp/judge";

const GOLDEN = join(__dirname, "../../../../test/golden");
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";
const RECORD = "$.resourceLogs[0].scopeLogs[0].logRecords[0]";

describe("judge of OTLP/JSON", () => {
  const documents = readdirSync(GOLDEN).filter((name) => /\.otlp\.jsonl?$/.test(name));

  it("takes the golden documents", () => {
    assert.ok(documents.some((name) => name.endsWith(".json")));
    for (const name of documents) {
      const text = readFileSync(join(GOLDEN, name), "utf8");
      const requests = name.endsWith("l") ? text.split("\n").slice(0, -1) : [text];
      const records = requests
        .flatMap((request) => judge(request).resourceLogs)
        .flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
      assert.equal(records.length, 9, name);
    }
  });

  it("decodes every field", () => {
    const [entry] = judge(document()).resourceLogs;
    const [record] = entry?.scopeLogs[0]?.logRecords ?? [];
    assert.ok(record);
    assert.equal(record.timeUnixNano, 18446744073709551615n);
    assert.equal(Buffer.from(record.traceId).toString("hex"), TRACE);
    assert.equal(Buffer.from(record.spanId).toString("hex"), SPAN);
    assert.equal(record.severityNumber, 9);
    assert.equal(record.eventName, "a");
    assert.equal(record.body?.value.value, "a");
    assert.equal(record.attributes[0]?.value?.value.case, "intValue");
  });

  const taken: [what: string, value: object][] = [
    ["the least int64", { intValue: "-9223372036854775808" }],
    ["the greatest int64", { intValue: "9223372036854775807" }],
    ["a fraction", { doubleValue: 0.5 }],
    ["infinity", { doubleValue: "Infinity" }],
    ["negative infinity", { doubleValue: "-Infinity" }],
    ["not a number", { doubleValue: "NaN" }],
    ["an empty string", { stringValue: "" }],
    ["an empty list", { arrayValue: { values: [] } }],
    ["an empty map", { kvlistValue: { values: [] } }],
    ["an empty key in a map", nested([{ key: "", value: { boolValue: true } }])],
    ["bytes", { bytesValue: "AAE=" }],
    ["13 levels of maps", deep(13)],
  ];
  for (const [what, value] of taken) {
    it(`takes ${what}`, () => {
      judge(withValue(value));
    });
  }

  const refusedValues: [what: string, value: unknown, path: string, defect: RegExp][] = [
    ["an empty value", {}, "", /holds 0 values/],
    ["two values at once", { stringValue: "a", boolValue: true }, "", /holds 2 values/],
    ["a null value", null, "", /is not a AnyValue: null/],
    ["a value that is a list", [], "", /is not a AnyValue/],
    ["a null string", { stringValue: null }, ".stringValue", /null/],
    ["a number as string", { stringValue: 1 }, ".stringValue", /well-formed string/],
    ["a lone surrogate", { stringValue: "\ud800" }, ".stringValue", /well-formed/],
    ["a snake_case key", { string_value: "a" }, ".string_value", /no field/],
    ["an unknown key", { textValue: "a" }, ".textValue", /no field/],
    ["a key __proto__", JSON.parse('{"__proto__":{}}'), ".__proto__", /no field/],
    ["a null boolean", { boolValue: null }, ".boolValue", /true or false/],
    ["a boolean as string", { boolValue: "true" }, ".boolValue", /true or false/],
    ["a bare integer", { intValue: 1 }, ".intValue", /decimal string/],
    ["a null integer", { intValue: null }, ".intValue", /decimal string/],
    ["a fractional integer", { intValue: "1.5" }, ".intValue", /decimal string/],
    ["an integer 1.0", { intValue: "1.0" }, ".intValue", /decimal string/],
    ["an exponential integer", { intValue: "1e3" }, ".intValue", /decimal string/],
    ["an integer -0", { intValue: "-0" }, ".intValue", /decimal string/],
    ["an integer with a space", { intValue: "1 " }, ".intValue", /decimal string/],
    ["an empty integer", { intValue: "" }, ".intValue", /decimal string/],
    ["2^63", { intValue: "9223372036854775808" }, ".intValue", /decimal string/],
    ["-2^63-1", { intValue: "-9223372036854775809" }, ".intValue", /decimal string/],
    ["a double as string", { doubleValue: "1.5" }, ".doubleValue", /number/],
    ["a double inf", { doubleValue: "inf" }, ".doubleValue", /number/],
    ["a null double", { doubleValue: null }, ".doubleValue", /number/],
    ["bytes that are no base64", { bytesValue: "?" }, ".bytesValue", /base64/],
    ["a list of null", { arrayValue: { values: [null] } }, ".arrayValue.values[0]", /null/],
    ["a list of empty values", { arrayValue: { values: [{}] } }, ".arrayValue.values[0]", /0 val/],
    ["a list without a list", { arrayValue: [] }, ".arrayValue", /is not a ArrayValue/],
    ["a list that is null", { arrayValue: { values: null } }, ".arrayValue.values", /not a list/],
    [
      "a key twice in a map",
      nested([
        { key: "a", value: { boolValue: true } },
        { key: "a", value: { boolValue: true } },
      ]),
      ".kvlistValue.values[1].key",
      /taken/,
    ],
    ["no value in a map", nested([{ key: "a" }]), ".kvlistValue.values[0].value", /absent/],
    ["14 levels of maps", deep(14), ".kvlistValue.values[0].value", /deeper than 64/],
  ];
  for (const [what, value, path, defect] of refusedValues) {
    it(`refuses ${what}`, () => {
      refuses(withValue(value), `${RECORD}.attributes[0].value${path}`, defect);
    });
  }

  const value = { boolValue: true };
  const refusedFields: [what: string, fields: object, path: string, defect: RegExp][] = [
    ["an upper-case trace id", { traceId: TRACE.toUpperCase() }, ".traceId", /hex/],
    ["a short trace id", { traceId: SPAN }, ".traceId", /32/],
    ["a trace id in base64", { traceId: "S/kvNXezTaajzpKdDg5HNg==" }, ".traceId", /hex/],
    ["a zero trace id", { traceId: "0".repeat(32) }, ".traceId", /zero/],
    ["an empty trace id", { traceId: "" }, ".traceId", /hex/],
    ["a null trace id", { traceId: null }, ".traceId", /hex/],
    ["a trace id that is no hex", { traceId: "g".repeat(32) }, ".traceId", /hex/],
    ["a long span id", { spanId: TRACE }, ".spanId", /16/],
    ["a zero span id", { spanId: "0".repeat(16) }, ".spanId", /zero/],
    ["a span id with a newline", { spanId: `${SPAN.slice(1)}\n` }, ".spanId", /hex/],
    ["a snake_case key", { trace_id: TRACE }, ".trace_id", /no field/],
    ["an unknown field", { name: "a" }, ".name", /no field/],
    ["severity 0", { severityNumber: 0 }, ".severityNumber", /1 to 24/],
    ["severity 25", { severityNumber: 25 }, ".severityNumber", /1 to 24/],
    ["half a severity", { severityNumber: 9.5 }, ".severityNumber", /1 to 24/],
    ["an enum name", { severityNumber: "SEVERITY_NUMBER_INFO" }, ".severityNumber", /1 to 24/],
    ["a severity as string", { severityNumber: "9" }, ".severityNumber", /1 to 24/],
    ["a null severity text", { severityText: null }, ".severityText", /string/],
    ["a bare time", { timeUnixNano: 1 }, ".timeUnixNano", /decimal string/],
    ["a negative time", { timeUnixNano: "-1" }, ".timeUnixNano", /decimal string/],
    ["2^64", { timeUnixNano: "18446744073709551616" }, ".timeUnixNano", /decimal string/],
    ["an ISO time", { timeUnixNano: "2026-03-01" }, ".timeUnixNano", /decimal string/],
    ["a null time", { observedTimeUnixNano: null }, ".observedTimeUnixNano", /decimal/],
    ["an exponential time", { observedTimeUnixNano: "1e9" }, ".observedTimeUnixNano", /decimal/],
    ["an event name of a lone surrogate", { eventName: "\udfff" }, ".eventName", /well-formed/],
    ["a null body", { body: null }, ".body", /null/],
    ["an empty body", { body: {} }, ".body", /0 values/],
    ["attributes that are an object", { attributes: {} }, ".attributes", /not a list/],
    ["null attributes", { attributes: null }, ".attributes", /not a list/],
    ["a null attribute", { attributes: [null] }, ".attributes[0]", /null/],
    ["no key", { attributes: [{ value }] }, ".attributes[0].key", /absent/],
    ["no value", { attributes: [{ key: "a" }] }, ".attributes[0].value", /absent/],
    ["an empty key", { attributes: [{ key: "", value }] }, ".attributes[0].key", /empty/],
    ["a null key", { attributes: [{ key: null, value }] }, ".attributes[0].key", /string/],
    [
      "a key of a lone surrogate",
      { attributes: [{ key: "\ud800", value }] },
      ".attributes[0].key",
      /well-formed/,
    ],
    [
      "a key twice",
      {
        attributes: [
          { key: "a", value },
          { key: "b", value },
          { key: "a", value },
        ],
      },
      ".attributes[2].key",
      /taken/,
    ],
    ["fractional flags", { flags: 0.5 }, ".flags", /whole number/],
  ];
  for (const [what, fields, path, defect] of refusedFields) {
    it(`refuses ${what} in a record`, () => {
      refuses(document(fields), RECORD + path, defect);
    });
  }

  const resource = (attributes: unknown): string =>
    JSON.stringify({ resourceLogs: [{ resource: { attributes } }] });
  const refusedTexts: [what: string, text: string, path: string, defect: RegExp][] = [
    ["an empty text", "", "$", /one JSON value/],
    ["a second document", `${document()}\n${document()}`, "$", /one JSON value/],
    ["garbage behind a document", `${document()} x`, "$", /one JSON value/],
    ["a bare NaN", withValue({}).replace("{}", '{"doubleValue":NaN}'), "$", /one JSON value/],
    [
      "a bare 1e999",
      withValue({}).replace('"value":{}', '"value":{"doubleValue":1e999}'),
      `${RECORD}.attributes[0].value.doubleValue`,
      /number/,
    ],
    ["a list", "[]", "$", /Request/],
    ["null", "null", "$", /Request/],
    ["null entries", '{"resourceLogs":null}', "$.resourceLogs", /not a list/],
    ["a snake_case root", '{"resource_logs":[]}', "$.resource_logs", /no field/],
    ["traces", '{"resourceSpans":[]}', "$.resourceSpans", /no field/],
    ["a name twice", '{"resourceLogs":[],"resourceLogs":[]}', "$", /official reader.*duplicate/i],
    [
      "a resource's key twice",
      resource([
        { key: "a", value },
        { key: "a", value },
      ]),
      "$.resourceLogs[0].resource.attributes[1].key",
      /taken/,
    ],
    [
      "a resource's empty key",
      resource([{ key: "", value }]),
      "$.resourceLogs[0].resource.attributes[0].key",
      /empty/,
    ],
  ];
  for (const [what, text, path, defect] of refusedTexts) {
    it(`refuses ${what}`, () => {
      refuses(text, path, defect);
    });
  }
});

function refuses(text: string, path: string, defect: RegExp): void {
  assert.throws(
    () => judge(text),
    (error: Error) => {
      assert.ok(error.message.startsWith(path), `${error.message}\nshould be about ${path}`);
      assert.match(error.message, defect);
      return true;
    },
  );
}

function withValue(value: unknown): string {
  return document({ attributes: [{ key: "a", value }] });
}

/** A valid request, except for the given fields of its record. */
function document(fields: object = {}): string {
  const record = {
    timeUnixNano: "18446744073709551615",
    observedTimeUnixNano: "1",
    severityNumber: 9,
    severityText: "INFO",
    body: { stringValue: "a" },
    attributes: [{ key: "a", value: { intValue: "1" } }],
    traceId: TRACE,
    spanId: SPAN,
    eventName: "a",
    ...fields,
  };
  return JSON.stringify({
    resourceLogs: [{ resource: { attributes: [] }, scopeLogs: [{ logRecords: [record] }] }],
  });
}

function nested(values: unknown[]): object {
  return { kvlistValue: { values } };
}

function deep(levels: number): object {
  return levels === 0 ? { stringValue: "a" } : nested([{ key: "a", value: deep(levels - 1) }]);
}
