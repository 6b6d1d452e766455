import assert from "node:assert/strict";
import { decodeBinaryLogsRequest } from "../../support/otlp/logsRequest";
import { recordsIn } from "../../support/otlp/records";
import { event, formatOf, writeDocument } from "../../support/telemetry";

const protobuf = formatOf("otlpProtobuf");

describe("OTLP/Protobuf writer", () => {
  it("writes nothing for no events, which is a request without entries", () => {
    assert.deepEqual(writeDocument(protobuf, []), Buffer.alloc(0));
  });

  it("names scope, version and schema", () => {
    const [entry] = decodeBinaryLogsRequest(writeDocument(protobuf, [event()])).resourceLogs;
    assert.equal(entry?.schemaUrl, "https://opentelemetry.io/schemas/1.44.0");
    const [scopeLogs, ...others] = entry.scopeLogs;
    assert.deepEqual(others, []);
    assert.equal(scopeLogs?.scope?.name, "coder.telemetry.export");
    assert.equal(scopeLogs.scope.version, "1.2.3");
    assert.equal(scopeLogs.schemaUrl, "https://opentelemetry.io/schemas/1.44.0");
  });

  it("writes bounded entries, which joined are one request with all records in order", () => {
    const events = Array.from({ length: 2500 }, (_, index) =>
      event({
        event_sequence: index,
        context: { session_id: String(index >> 8) },
        properties: { text: "ü".repeat(100) },
      }),
    );
    const writer = protobuf.createWriter({ version: "1.2.3" });
    const encode = protobuf.createEncoder();
    const chunks = events.map((each) => Buffer.from(writer.add(encode(each))));
    const sizes = [...chunks, Buffer.from(writer.end())].map(({ length }) => length);
    assert.ok(Math.max(...sizes) < 70_000, `${Math.max(...sizes)} bytes`);
    assert.ok(sizes.filter((size) => size > 0).length > 10);
    const records = recordsIn(protobuf, writeDocument(protobuf, events));
    assert.deepEqual(
      records.map((record) =>
        Number(/"coder.event.sequence","value":\{"intValue":"(\d+)"/.exec(record)?.[1]),
      ),
      events.map((_, index) => index),
    );
  });

  it("writes a record of any size", () => {
    const large = event({ properties: { text: "x".repeat(5_000_000) } });
    const records = recordsIn(protobuf, writeDocument(protobuf, [event(), large, event()]));
    assert.deepEqual(
      records.map(({ length }) => length > 5_000_000),
      [false, true, false],
    );
  });
});
