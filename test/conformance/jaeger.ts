// Jaeger: one process that keeps traces in memory.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers, freePorts, startServer } from "./endpoint";
import type { ReceivedSpan } from "./expectedSpans";
import { buildGoProgram } from "./goProgram";
import { type TracesRequest, toSpans } from "./receivedSpans";

export interface Jaeger {
  readonly tracesUrl: string;
  /** The spans of the traces with these IDs. */
  received(traceIds: readonly string[]): Promise<ReceivedSpan[]>;
  /** What the page shows for a file that is uploaded there: the spans of all traces. */
  upload(document: Uint8Array<ArrayBuffer>): Promise<UploadedSpan[]>;
  stop(): Promise<void>;
}

/** A span in the form in which the page gets it. */
interface UploadedSpan {
  readonly traceID: string;
  readonly spanID: string;
  readonly operationName: string;
  readonly references: readonly { readonly spanID: string }[];
  /** Microseconds. */
  readonly startTime: number;
  readonly duration: number;
}

export function buildJaeger(): Promise<string> {
  return buildGoProgram({
    name: "jaeger",
    module: "github.com/jaegertracing/jaeger",
    version: "v1.76.0",
    folder: "cmd/all-in-one",
  });
}

/** Jaeger with nothing in it. */
export async function startJaeger(program: string): Promise<Jaeger> {
  const folder = await mkdtemp(join(tmpdir(), "coder-jaeger-"));
  const ports = (await freePorts(7)).map((port) => `127.0.0.1:${port}`);
  const [query, otlp, grpc, admin, queryGrpc, collectorGrpc, collectorHttp] = ports;
  const flags = [
    `--query.http-server.host-port=${String(query)}`,
    `--query.grpc-server.host-port=${String(queryGrpc)}`,
    `--collector.otlp.http.host-port=${String(otlp)}`,
    `--collector.otlp.grpc.host-port=${String(grpc)}`,
    `--collector.grpc-server.host-port=${String(collectorGrpc)}`,
    `--collector.http-server.host-port=${String(collectorHttp)}`,
    `--admin.http.host-port=${String(admin)}`,
  ];
  const url = `http://${String(query)}`;
  const server = await startServer([program, ...flags], () => answers(`${url}/api/services`), {
    cwd: folder,
  });
  return {
    tracesUrl: `http://${String(otlp)}/v1/traces`,
    received: async (traceIds) => {
      const traces = await Promise.all(traceIds.map((id) => getJson(`${url}/api/v3/traces/${id}`)));
      return traces.flatMap((trace) => toSpans((trace as { result: TracesRequest }).result));
    },
    upload: async (document) => {
      const answer = await getJson(`${url}/api/transform`, { method: "POST", body: document });
      const { data } = answer as { data: { spans: UploadedSpan[] }[] };
      return data.flatMap(({ spans }) => spans);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function getJson(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) {
    throw new Error(`Jaeger answers ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
