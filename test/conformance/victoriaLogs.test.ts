import assert from "node:assert/strict";
import type { ReceivedRecord } from "./endpoint";
import { type Exported, exportTelemetry } from "./shipments";
import { PROTOBUF, post } from "./telemetry";
import {
  type LogEntry,
  type VictoriaLogs,
  buildVictoriaLogs,
  startVictoriaLogs,
} from "./victoriaLogs";

describe("VictoriaLogs", () => {
  let exported: Exported;
  let victoriaLogs: VictoriaLogs;

  before(async () => {
    const program = await buildVictoriaLogs();
    exported = await exportTelemetry();
    victoriaLogs = await startVictoriaLogs(program);
  });
  after(() => victoriaLogs.stop());

  it("holds every event once that is sent as an otlpProtobuf document", async () => {
    await post(victoriaLogs, exported.otlpProtobuf, PROTOBUF);
    const received = byUid((await victoriaLogs.received()).map(withoutStream));
    const expected = byUid(exported.expected.map(asVictoriaLogsKeepsIt));
    assert.equal(received.length, expected.length);
    for (const [index, entry] of received.entries()) {
      assert.deepEqual(entry, expected[index]);
    }
  });
});

/** The stream is the resource once more. */
function withoutStream({ _stream, _stream_id, _time = "", ...fields }: LogEntry): LogEntry {
  assert.ok(_stream && _stream_id);
  return { ...fields, unixNano: unixNano(_time) };
}

function unixNano(time: string): string {
  const [, seconds = "", fraction = ""] = /^(.*?)(?:\.(\d+))?Z$/.exec(time) ?? [];
  return `${Date.parse(`${seconds}Z`) / 1000}${fraction.padEnd(9, "0")}`;
}

/** VictoriaLogs keeps everything as text, side by side. What is empty is absent. */
function asVictoriaLogsKeepsIt(record: ReceivedRecord): LogEntry {
  const fields = Object.entries({ ...record.resource, ...record.attributes }).map(
    ([key, value]): [string, string] => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ],
  );
  return Object.fromEntries(
    [
      ...fields,
      ["unixNano", record.timeUnixNano] as const,
      ["_msg", record.body] as const,
      ["event_name", record.eventName ?? ""] as const,
      ["severity_number", String(record.severityNumber)] as const,
      ["severity_text", record.severityNumber === 17 ? "ERROR" : "INFO"] as const,
      ["trace_id", record.traceId ?? ""] as const,
      ["span_id", record.spanId ?? ""] as const,
      ["scope.name", "coder.telemetry.export"] as const,
      ["scope.version", "1.2.3"] as const,
    ].filter(([, value]) => value !== ""),
  );
}

function byUid(entries: readonly LogEntry[]): LogEntry[] {
  const uid = (entry: LogEntry): string => entry["log.record.uid"] ?? "";
  return entries.toSorted((a, b) => (uid(a) < uid(b) ? -1 : 1));
}
