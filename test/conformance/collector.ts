// A real OpenTelemetry Collector: started with a configuration, and asked what it received.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../../scripts/repository";
import {
  type Distribution,
  buildCollector,
  fileDistribution,
  jsonFileDistribution,
} from "./collectorBuild";
import { type Endpoint, type ReceivedRecord, freePorts, startServer } from "./endpoint";
import { type ReceivedKeyValue, toAttributes } from "./otlpJson";

/** A running Collector, whatever its configuration makes of what it receives. */
export interface Collector extends Pick<Endpoint, "logsUrl" | "stop"> {
  readonly tracesUrl: string;
  readonly metricsUrl: string;
}

/** A Collector that writes what it receives to a file. */
export interface FileCollector extends Collector, Endpoint {
  /** The received requests of any signal, decoded. */
  requests(): Promise<unknown[]>;
}

/**
 * Starts a Collector of configurations, later ones added to earlier ones, that take the address of the
 * OTLP receiver from `OTLP_ENDPOINT`.
 */
export async function startCollector(
  distribution: Distribution,
  configs: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Collector> {
  const executable = await buildCollector(distribution);
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${String(port)}`;
  const url = `http://${address}/v1`;
  const logsUrl = `${url}/logs`;
  // Its own metrics would take a port that is always the same.
  const flags = [
    ...configs.map((config) => `--config=${config}`),
    "--set=service.telemetry.metrics.level=none",
  ];
  const server = await startServer(
    [executable, ...flags],
    async () => (await fetch(logsUrl)).status === 405,
    { env: { OTLP_ENDPOINT: address, ...environment } },
  );
  return {
    logsUrl,
    tracesUrl: `${url}/traces`,
    metricsUrl: `${url}/metrics`,
    stop: () => server.stop(),
  };
}

/** Starts a Collector that writes what it receives to a file in `folder`. */
export function startFileCollector(folder: string): Promise<FileCollector> {
  return startWritingCollector(folder, fileDistribution, [], {});
}

/** As {@link startFileCollector}, of a Collector that by docs/collector-otlpjsonfile.yaml reads a file by itself. */
export function startJsonFileCollector(folder: string, file: string): Promise<FileCollector> {
  const config = join(repositoryRoot, "docs", "collector-otlpjsonfile.yaml");
  return startWritingCollector(folder, jsonFileDistribution, [config], { EXPORTED_FILES: file });
}

async function startWritingCollector(
  folder: string,
  distribution: Distribution,
  configs: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<FileCollector> {
  const received = join(folder, "received.jsonl");
  const config = join(folder, "collector.json");
  const http = { endpoint: "${env:OTLP_ENDPOINT}" };
  const exporters = ["file"];
  const pipelines = {
    "logs/otlp": { receivers: ["otlp"], exporters },
    traces: { receivers: ["otlp"], exporters },
    metrics: { receivers: ["otlp"], exporters },
    ...(configs.length > 0 && { logs: { exporters } }),
  };
  await writeFile(
    config,
    JSON.stringify({
      receivers: { otlp: { protocols: { http } } },
      exporters: { file: { path: received } },
      service: { pipelines },
    }),
  );
  const collector = await startCollector(distribution, [...configs, config], environment);
  const lines = async (): Promise<string[]> => (await readFile(received, "utf8")).split("\n");
  return {
    ...collector,
    name: "OpenTelemetry Collector",
    received: async () => (await lines()).flatMap(toRecords),
    requests: async () =>
      (await lines()).filter((line) => line !== "").map((line): unknown => JSON.parse(line)),
  };
}

/** What the file exporter writes of a log record. */
interface FileLogRecord extends Omit<ReceivedRecord, "uid" | "body" | "attributes" | "resource"> {
  body: { stringValue: string };
  attributes: ReceivedKeyValue[];
}

interface FileRequest {
  resourceLogs: {
    resource: { attributes: ReceivedKeyValue[] };
    scopeLogs: { logRecords: FileLogRecord[] }[];
  }[];
}

/** The records of one request, which is one line. */
function toRecords(line: string): ReceivedRecord[] {
  const { resourceLogs } = JSON.parse(line || '{"resourceLogs":[]}') as FileRequest;
  return resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs
      .flatMap(({ logRecords }) => logRecords)
      .map((record) => toRecord(record, toAttributes(resource.attributes))),
  );
}

function toRecord(record: FileLogRecord, resource: Record<string, unknown>): ReceivedRecord {
  const attributes = toAttributes(record.attributes);
  const { eventName, severityNumber, timeUnixNano, traceId, spanId } = record;
  return {
    uid: String(attributes["log.record.uid"]),
    body: record.body.stringValue,
    timeUnixNano,
    ...(eventName !== undefined && { eventName }),
    ...(severityNumber !== undefined && { severityNumber }),
    // What is absent is written as an empty id.
    ...(traceId && { traceId }),
    ...(spanId && { spanId }),
    attributes,
    resource,
  };
}
