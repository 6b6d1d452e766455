import type { Endpoint, ReceivedRecord } from "../endpoint";
import { type Exported, assertSameRecords, exportTelemetry, shipments } from "../shipments";
import { buildLoki, startLoki } from "./loki";

describe("Grafana Loki", () => {
  let program: string;
  let exported: Exported;
  let loki: Endpoint;

  before(async () => {
    program = await buildLoki();
    exported = await exportTelemetry();
  });
  beforeEach(async () => {
    loki = await startLoki(program);
  });
  afterEach(() => loki.stop());

  for (const [name, ship] of shipments) {
    it(`holds every event once that is sent ${name}`, async () => {
      await ship(exported, loki);
      assertSameRecords(await loki.received(), exported.expected.map(asLokiKeepsIt));
    });
  }
});

/** Resource attributes that become labels of the stream; all others go with each line. */
const STREAM_LABELS = ["service.name", "service.instance.id"];

/** What Loki adds to each line beside the attributes: the rest of the record, and the scope. */
function recordFields({ timeUnixNano, severityNumber }: ReceivedRecord): Record<string, string> {
  const severity_text = severityNumber === 17 ? "ERROR" : "INFO";
  return {
    observed_timestamp: timeUnixNano,
    severity_text,
    detected_level: severity_text.toLowerCase(),
    scope_name: "coder.telemetry.export",
    scope_version: "1.2.3",
  };
}

/**
 * Loki keeps the body as the line, and everything else as text beside it: keys with `_` for each
 * character that is no letter or digit, numbers as they are printed, lists as JSON. Attributes and
 * resource share one name space. The event's name is lost, which the body holds as well.
 */
function asLokiKeepsIt(record: ReceivedRecord): ReceivedRecord {
  const kept: ReceivedRecord = { ...record };
  delete kept.eventName;
  const isLabel = (key: string): boolean => STREAM_LABELS.includes(key);
  const resource = Object.entries(record.resource);
  const metadata = resource.filter(([key]) => !isLabel(key));
  return {
    ...kept,
    attributes: {
      ...toText([...Object.entries(record.attributes), ...metadata]),
      ...recordFields(record),
    },
    resource: toText(resource.filter(([key]) => isLabel(key))),
  };
}

function toText(entries: readonly (readonly [string, unknown])[]): Record<string, string> {
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key.replace(/[^a-z0-9]/gi, "_"),
      Array.isArray(value) ? JSON.stringify(value) : String(value),
    ]),
  );
}
