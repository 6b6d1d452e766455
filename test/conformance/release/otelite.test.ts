import type { Endpoint, ReceivedRecord } from "../endpoint";
import { type Exported, assertSameRecords, exportTelemetry, shipments } from "../shipments";
import { buildOtelite, startOtelite } from "./otelite";

describe("otelite", () => {
  let program: string;
  let exported: Exported;
  let otelite: Endpoint;

  before(async () => {
    program = await buildOtelite();
    exported = await exportTelemetry();
  });
  beforeEach(async () => {
    otelite = await startOtelite(program);
  });
  afterEach(() => otelite.stop());

  for (const [name, ship] of shipments) {
    it(`holds every event once that is sent ${name}`, async () => {
      await ship(exported, otelite);
      const received = await otelite.received();
      const expected = exported.expected.map(asOteliteKeepsIt);
      assertSameRecords(received.map(withRoundedFractions), expected.map(withRoundedFractions));
    });
  }
});

/**
 * otelite keeps all values as text, a list in brackets, adds the scope to the attributes, and has no
 * place for the event's name, which the body holds as well.
 */
function asOteliteKeepsIt(record: ReceivedRecord): ReceivedRecord {
  const kept: ReceivedRecord = { ...record };
  delete kept.eventName;
  return {
    ...kept,
    attributes: {
      ...toText(record.attributes),
      "otel.scope.name": "coder.telemetry.export",
      "otel.scope.version": "1.2.3",
    },
    resource: toText(record.resource),
  };
}

function toText(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      Array.isArray(value) ? `[${value.join(", ")}]` : String(value),
    ]),
  );
}

/**
 * serde_json, which otelite reads a request with, may miss a fraction's nearest double by one; it is
 * exact only with its feature `float_roundtrip`.
 */
function withRoundedFractions(record: ReceivedRecord): ReceivedRecord {
  const attributes = Object.entries(record.attributes).map(([key, value]) => [
    key,
    /^-?\d+\.\d+$/.test(String(value)) ? Number(value).toPrecision(15) : value,
  ]);
  return { ...record, attributes: Object.fromEntries(attributes) as Record<string, unknown> };
}
