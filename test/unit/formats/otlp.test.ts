import assert from "node:assert/strict";
import { Document } from "../../../src/telemetry/export/document/document";
import type { TelemetryEvent } from "../../../src/telemetry/read/eventLines";
import { memoryDestination } from "../../support/memoryDestination";
import { event, formatOf, writeText } from "../../support/telemetry";

interface Request {
  resourceLogs: {
    schemaUrl: string;
    resource: { attributes: object[] };
    scopeLogs: { schemaUrl: string; scope: object; logRecords: { eventName: string }[] }[];
  }[];
}

describe("OTLP writer", () => {
  it("writes a request without entries for no events", () => {
    assert.deepEqual(write([]), { resourceLogs: [] });
  });

  it("is one request, larger than a Collector takes above 20 MiB", async () => {
    const destination = memoryDestination(() => Promise.resolve());
    const document = new Document(destination, formatOf("otlp"));
    await document.write("x".repeat(20 * 1024 * 1024));
    assert.equal(document.summary().oversizedRequestCount, 0);
    await document.write("x");
    assert.equal(document.summary().oversizedRequestCount, 1);
  });

  it("names scope, version and schema", () => {
    const [entry] = write([event()]).resourceLogs;
    assert.equal(entry?.schemaUrl, "https://opentelemetry.io/schemas/1.44.0");
    assert.equal(entry.scopeLogs.length, 1);
    const [scopeLogs] = entry.scopeLogs;
    assert.deepEqual(scopeLogs?.scope, { name: "coder.telemetry.export", version: "1.2.3" });
    assert.equal(scopeLogs.schemaUrl, "https://opentelemetry.io/schemas/1.44.0");
  });

  it("keeps a record on one line, whatever separators its strings hold", () => {
    const text = "a\u2028b\u2029c";
    const encode = formatOf("otlp").createEncoder();
    const encoded = encode(event({ event_name: text, context: { session_id: text } }));
    assert.doesNotMatch(`${String(encoded.record)}${String(encoded.resource)}`, /[\u2028\u2029]/);
    assert.ok(String(encoded.record).includes('"eventName":"a\\u2028b\\u2029c"'));
  });

  const of = (name: string, session_id: string): TelemetryEvent =>
    event({ event_name: name, context: { session_id } });
  const runs: [what: string, events: TelemetryEvent[], expected: string[][]][] = [
    ["one event", [of("a", "1")], [["a"]]],
    ["a run of one context", [of("a", "1"), of("b", "1"), of("c", "1")], [["a", "b", "c"]]],
    ["two contexts", [of("a", "1"), of("b", "2"), of("c", "2")], [["a"], ["b", "c"]]],
    [
      "a context that comes back",
      [of("a", "1"), of("b", "2"), of("c", "1")],
      [["a"], ["b"], ["c"]],
    ],
    ["events without context", [event({ event_name: "a" }), of("b", "1")], [["a"], ["b"]]],
  ];
  for (const [what, events, expected] of runs) {
    it(`makes an entry of each run of equal contexts: ${what}`, () => {
      assert.deepEqual(
        write(events).resourceLogs.map(({ scopeLogs }) =>
          scopeLogs.flatMap(({ logRecords }) => logRecords.map(({ eventName }) => eventName)),
        ),
        expected,
      );
    });
  }
});

function write(events: readonly TelemetryEvent[]): Request {
  return JSON.parse(writeText(formatOf("otlp"), events)) as Request;
}
