// otelite: a small OTLP server for one machine, with SQLite for storage. It decodes JSON with OpenTelemetry's
// own definitions for Rust, where the Collector and Loki share a decoder in Go.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandOf } from "../../support/debianPackage";
import {
  type Endpoint,
  type ReceivedRecord,
  answers,
  buildOnce,
  freePorts,
  run,
  startServer,
} from "../endpoint";

const VERSION = "0.1.156";

/** The program, built the first time. */
export async function buildOtelite(): Promise<string> {
  return join(await buildOnce("otelite", [VERSION], build), "bin", "otelite");
}

/** Unoptimized, which builds faster; the versions of all that it needs are those of its own lock file. */
async function build(folder: string): Promise<void> {
  // Of a Rust that is new enough: Debian's package "cargo" is older.
  const cargo = commandOf("cargo", "cargo-web");
  const target = join(folder, "target");
  const folders = ["--root", folder, "--target-dir", target];
  const version = ["otelite", "--version", VERSION];
  await run(cargo, ["install", ...version, "--locked", "--debug", ...folders], {
    env: { CARGO_PROFILE_DEV_DEBUG: "0" },
  });
  await rm(target, { recursive: true });
}

/** otelite with nothing in it. */
export async function startOtelite(program: string): Promise<Endpoint> {
  const folder = await mkdtemp(join(tmpdir(), "coder-otelite-"));
  const [api, http, grpc] = (await freePorts(3)) as [number, number, number];
  const url = `http://127.0.0.1:${http}`;
  const command = [program, "serve", "--addr", `127.0.0.1:${api}`] as const;
  const server = await startServer(command, () => answers(`${url}/health`), {
    cwd: folder,
    env: environment(folder, http, grpc),
  });
  return {
    name: "otelite",
    logsUrl: `${url}/v1/logs`,
    received: () => query(`http://127.0.0.1:${api}`),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function environment(folder: string, http: number, grpc: number): NodeJS.ProcessEnv {
  // It asks the web for the prices of language models; a port that nothing listens on keeps it here.
  const nowhere = "http://127.0.0.1:9";
  return {
    HOME: folder,
    OTELITE_DATA_DIR: join(folder, "data"),
    OTELITE_OTLP_HTTP_PORT: String(http),
    OTELITE_OTLP_GRPC_PORT: String(grpc),
    // Events older than 90 days are deleted otherwise.
    OTELITE_RETENTION_DAYS: "0",
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    NO_PROXY: "",
    https_proxy: nowhere,
    http_proxy: nowhere,
    no_proxy: "",
  };
}

interface LogEntry {
  readonly timestamp: string;
  readonly severity: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
  readonly resource: { readonly attributes: Record<string, string> } | null;
  readonly trace_id: string | null;
  readonly span_id: string | null;
}

const SEVERITY_NUMBERS: Readonly<Record<string, number>> = { INFO: 9, ERROR: 17 };

/** The export holds at most 10,000 records. */
async function query(url: string): Promise<ReceivedRecord[]> {
  const response = await fetch(`${url}/api/logs/export?format=json`);
  const text = await response.text();
  if (!response.ok) throw new Error(`otelite answers ${response.status}: ${text}`);
  // The time is a number of more digits than JavaScript keeps. Inside a string, the quotes are escaped.
  const quoted = text.replaceAll(/(?<=\{"timestamp":)\d+/g, '"$&"');
  return (JSON.parse(quoted) as LogEntry[]).map(toRecord);
}

function toRecord(entry: LogEntry): ReceivedRecord {
  const { timestamp, severity, body, attributes, resource, trace_id, span_id } = entry;
  return {
    uid: attributes["log.record.uid"] ?? "",
    body,
    severityNumber: SEVERITY_NUMBERS[severity] ?? Number.NaN,
    timeUnixNano: timestamp,
    ...(trace_id !== null && { traceId: trace_id }),
    ...(span_id !== null && { spanId: span_id }),
    attributes,
    resource: resource?.attributes ?? {},
  };
}
