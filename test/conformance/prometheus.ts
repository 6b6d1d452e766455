// Prometheus, which takes remote writes and OTLP.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answers, freePorts, startServer } from "./endpoint";
import { buildGoProgram } from "./goProgram";

/** A value of the answer to a query, with the labels that it is for. */
export interface Sample {
  readonly metric: Labels;
  readonly value: TimedValue;
}

/** A time series with all of its values. */
interface TimeSeries {
  readonly metric: Labels;
  readonly values: readonly TimedValue[];
}

type Labels = Readonly<Record<string, string>>;
/** Seconds since the epoch, and the value. */
type TimedValue = readonly [time: number, value: string];

export interface Prometheus {
  readonly remoteWriteUrl: string;
  readonly metricsUrl: string;
  /** As of now, or of so many seconds later. */
  query(expression: string, later?: number): Promise<Sample[]>;
  /** All stored series of the year 2026, from which all telemetry of these tests is. */
  stored(): Promise<TimeSeries[]>;
  stop(): Promise<void>;
}

/** Without service discovery, which needs the libraries of many clouds. */
function buildPrometheus(): Promise<string> {
  return buildGoProgram({
    name: "prometheus",
    module: "github.com/prometheus/prometheus",
    version: "v0.316.0",
    folder: "cmd/prometheus",
    tags: "remove_all_sd",
  });
}

/**
 * Starts a Prometheus that scrapes nothing, and stores what it is sent in `folder`, with the settings
 * of docs/prometheus.md for old samples.
 */
export async function startPrometheus(folder: string): Promise<Prometheus> {
  const executable = await buildPrometheus();
  const config = join(folder, "prometheus.yml");
  await writeFile(config, "storage:\n  tsdb:\n    out_of_order_time_window: 365d\n");
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${String(port)}`;
  const flags = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    "--storage.tsdb.retention.time=1y",
    "--web.enable-remote-write-receiver",
    "--web.enable-otlp-receiver",
  ];
  const server = await startServer([executable, ...flags], () =>
    answers(`http://${address}/-/ready`),
  );
  return {
    remoteWriteUrl: `http://${address}/api/v1/write`,
    metricsUrl: `http://${address}/api/v1/otlp/v1/metrics`,
    stored: () => {
      const question = {
        query: '{job="coder-vscode-extension"}[365d]',
        time: "2027-01-01T00:00:00Z",
      };
      return ask(`http://${address}/api/v1/query`, question);
    },
    query: (expression, later = 0) => {
      const time = String(Date.now() / 1000 + later);
      return ask(`http://${address}/api/v1/query`, { query: expression, time });
    },
    stop: () => server.stop(),
  };
}

async function ask<T>(api: string, question: Record<string, string>): Promise<T[]> {
  const response = await fetch(`${api}?${new URLSearchParams(question).toString()}`);
  if (!response.ok) {
    throw new Error(await response.text());
  }
  const { data } = (await response.json()) as { data: { result: T[] } };
  return data.result;
}
