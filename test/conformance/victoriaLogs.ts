// VictoriaLogs: takes logs as Protobuf alone.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers, freePorts, startServer } from "./endpoint";
import { buildGoProgram } from "./goProgram";

/** A log entry, all of whose values are text. */
export type LogEntry = Readonly<Record<string, string>>;

export interface VictoriaLogs {
  readonly logsUrl: string;
  received(): Promise<LogEntry[]>;
  stop(): Promise<void>;
}

export function buildVictoriaLogs(): Promise<string> {
  return buildGoProgram({
    name: "victoria-logs",
    module: "github.com/VictoriaMetrics/VictoriaLogs",
    version: "v1.52.1",
    folder: "app/victoria-logs",
  });
}

/** VictoriaLogs with nothing in it, which keeps events of any age and size. */
export async function startVictoriaLogs(program: string): Promise<VictoriaLogs> {
  const folder = await mkdtemp(join(tmpdir(), "coder-victoria-logs-"));
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${String(port)}`;
  const flags = [
    `-httpListenAddr=127.0.0.1:${String(port)}`,
    `-storageDataPath=${join(folder, "data")}`,
    "-retentionPeriod=100y",
  ];
  const server = await startServer([program, ...flags], () => answers(`${url}/health`), {
    cwd: folder,
  });
  return {
    logsUrl: `${url}/insert/opentelemetry/v1/logs`,
    received: async () => {
      // What was accepted becomes visible within seconds, or with this request at once.
      await fetch(`${url}/internal/force_flush`);
      const response = await fetch(`${url}/select/logsql/query?query=*`);
      const text = await response.text();
      if (!response.ok) throw new Error(`VictoriaLogs answers ${response.status}: ${text}`);
      const lines = text.split("\n").filter((line) => line !== "");
      return lines.map((line) => JSON.parse(line) as LogEntry);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
