// Grafana Loki: one process with all of its parts and files for storage.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Endpoint,
  type ReceivedRecord,
  answers,
  buildOnce,
  freePorts,
  requireGo,
  run,
  startServer,
} from "../endpoint";

const VERSION = "v3.7.8";
const MODULE = `github.com/grafana/loki/v3@${VERSION}`;
const NESTED_MODULE = "github.com/grafana/loki/pkg/push";
const FLUSH_TIMEOUT_MS = 60_000;

/** The program, built the first time. */
export async function buildLoki(): Promise<string> {
  await requireGo();
  return join(await buildOnce("loki", [MODULE], build), "loki");
}

/**
 * `go install` refuses a module with replacements, so Loki is built where its source lies. One of the
 * replacements is a folder that is a module of its own and not in the download: the version that
 * go.mod requires of it is the same code. The flags keep the changed go.mod out of the source.
 */
async function build(folder: string): Promise<void> {
  const download = await run("go", ["mod", "download", "-json", MODULE]);
  const { Dir: source } = JSON.parse(download) as { Dir: string };
  const goMod = join(folder, "go.mod");
  await writeFile(goMod, await readFile(join(source, "go.mod")));
  await writeFile(join(folder, "go.sum"), await readFile(join(source, "go.sum")));
  await run("go", ["mod", "edit", `-dropreplace=${NESTED_MODULE}`, goMod]);
  const flags = ["-mod=mod", `-modfile=${goMod}`, "-trimpath", "-ldflags=-s -w"];
  const output = ["-o", join(folder, "loki")];
  await run("go", ["build", ...flags, ...output, "./cmd/loki"], {
    cwd: source,
    env: { CGO_ENABLED: "0" },
  });
}

/** Loki with nothing in it. */
export async function startLoki(program: string): Promise<Endpoint> {
  const folder = await mkdtemp(join(tmpdir(), "coder-loki-"));
  const [http, grpc] = (await freePorts(2)) as [number, number];
  const config = join(folder, "config.yaml");
  await writeFile(config, configuration(folder, http, grpc));
  const url = `http://127.0.0.1:${http}`;
  const command = [program, `-config.file=${config}`] as const;
  const server = await startServer(command, () => answers(`${url}/ready`), { cwd: folder });
  return {
    name: "Loki",
    logsUrl: `${url}/otlp/v1/logs`,
    received: () => queryAll(url),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/**
 * What is not the default lets in events of any age, and asks for all of them at once: Loki takes events
 * of the last week alone, and splits a query by the hour, which a year has many of.
 */
function configuration(folder: string, http: number, grpc: number): string {
  return `
auth_enabled: false
analytics: { reporting_enabled: false }
server:
  http_listen_address: 127.0.0.1
  http_listen_port: ${http}
  grpc_listen_address: 127.0.0.1
  grpc_listen_port: ${grpc}
common:
  instance_addr: 127.0.0.1
  path_prefix: ${JSON.stringify(folder)}
  replication_factor: 1
  ring: { kvstore: { store: inmemory } }
  storage: { filesystem: { chunks_directory: chunks, rules_directory: rules } }
schema_config:
  configs:
    - from: 2020-01-01
      store: tsdb
      object_store: filesystem
      schema: v13
      index: { prefix: index_, period: 24h }
ingester: { lifecycler: { min_ready_duration: 0s } }
limits_config:
  reject_old_samples: false
  allow_structured_metadata: true
  max_query_length: 0
  split_queries_by_interval: 720h
  max_entries_limit_per_query: 100000
`;
}

type Labels = Record<string, string>;

interface QueryResponse {
  readonly data: {
    readonly result: readonly {
      readonly stream: Labels;
      readonly values: readonly [time: string, line: string, { structuredMetadata: Labels }][];
    }[];
  };
}

/** Old events are found in files alone, to which Loki writes by and by, after it has answered. */
async function queryAll(url: string): Promise<ReceivedRecord[]> {
  await fetch(`${url}/flush`, { method: "POST" });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const counts = metrics.matchAll(/^loki_distributor_lines_received_total\{.*\} (.+)$/gm);
  const taken = [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  const deadline = Date.now() + FLUSH_TIMEOUT_MS;
  for (;;) {
    const records = await query(url);
    if (records.length >= taken || Date.now() > deadline) return records;
    await delay(200);
  }
}

/** Everything of the year 2026, from which all telemetry of these tests is. */
async function query(url: string): Promise<ReceivedRecord[]> {
  const parameters = new URLSearchParams({
    query: '{service_name=~".+"}',
    start: "2026-01-01T00:00:00Z",
    end: "2027-01-01T00:00:00Z",
    limit: "100000",
  });
  // Without this header, labels and metadata come as one.
  const headers = {
    "X-Loki-Response-Encoding-Flags": "categorize-labels",
    "Cache-Control": "no-cache",
  };
  const response = await fetch(`${url}/loki/api/v1/query_range?${parameters.toString()}`, {
    headers,
  });
  if (!response.ok) throw new Error(`Loki answers ${response.status}: ${await response.text()}`);
  const { data } = (await response.json()) as QueryResponse;
  return data.result.flatMap(({ stream, values }) =>
    values.map(([time, line, { structuredMetadata }]) =>
      toRecord(time, line, structuredMetadata, stream),
    ),
  );
}

/** Loki has no place for the ids and the severity but among the attributes, and none for the event's name. */
function toRecord(
  timeUnixNano: string,
  body: string,
  metadata: Labels,
  resource: Labels,
): ReceivedRecord {
  const { trace_id, span_id, severity_number, ...attributes } = metadata;
  return {
    uid: metadata["log_record_uid"] ?? "",
    body,
    severityNumber: Number(severity_number),
    timeUnixNano,
    ...(trace_id !== undefined && { traceId: trace_id }),
    ...(span_id !== undefined && { spanId: span_id }),
    attributes,
    resource,
  };
}
