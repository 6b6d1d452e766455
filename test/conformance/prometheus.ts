// Debian's Prometheus, which takes remote writes.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandOf } from "./debianPackage";
import { answers, freePorts, startServer } from "./endpoint";

/** A value of the answer to a query, with the labels that it is for. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  /** Seconds since the epoch, and the value. */
  readonly value: readonly [time: number, value: string];
}

export interface Prometheus {
  readonly remoteWriteUrl: string;
  /** As of now, or of so many seconds later. */
  query(expression: string, later?: number): Promise<Sample[]>;
  stop(): Promise<void>;
}

/** Starts a Prometheus that scrapes nothing, and stores what it is sent in `folder`. */
export async function startPrometheus(folder: string): Promise<Prometheus> {
  const executable = await commandOf("prometheus", "prometheus");
  const config = join(folder, "prometheus.yml");
  await writeFile(config, "{}\n");
  const [port] = await freePorts(1);
  const address = `127.0.0.1:${String(port)}`;
  const flags = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    "--web.enable-remote-write-receiver",
  ];
  const server = await startServer([executable, ...flags], () =>
    answers(`http://${address}/-/ready`),
  );
  return {
    remoteWriteUrl: `http://${address}/api/v1/write`,
    query: (expression, later = 0) => {
      const time = String(Date.now() / 1000 + later);
      return ask(`http://${address}/api/v1/query`, { query: expression, time });
    },
    stop: () => server.stop(),
  };
}

async function ask(api: string, question: Record<string, string>): Promise<Sample[]> {
  const response = await fetch(`${api}?${new URLSearchParams(question).toString()}`);
  if (!response.ok) {
    throw new Error(await response.text());
  }
  const { data } = (await response.json()) as { data: { result: Sample[] } };
  return data.result;
}
