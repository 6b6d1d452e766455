// Reads exports with programs that are stricter than `JSON.parse`.
import { spawnSync } from "node:child_process";
import { DuckDBInstance } from "@duckdb/node-api";
import { commandOf } from "./debianPackage";

/** Returns the names of the events in a JSON array, as `jq` reads them. Throws if it refuses the file. */
export function readWithJq(path: string): unknown {
  const jq = commandOf("jq");
  const { error, status, stdout, stderr } = spawnSync(jq, ["-c", "[.[].event_name]", path], {
    encoding: "utf8",
    maxBuffer: Infinity,
  });
  if (status !== 0) {
    throw error ?? new Error(`jq: ${stderr}`);
  }
  return JSON.parse(stdout);
}

/** Returns the names of the events in a JSON array, as DuckDB reads them. Throws if it refuses the file. */
export async function readWithDuckDb(path: string): Promise<unknown> {
  const database = await DuckDBInstance.create(":memory:");
  const connection = await database.connect();
  try {
    // Converts all values to columns and back. The names are encoded, because `@duckdb/node-api`
    // removes byte-order marks from texts.
    const result = await connection.runAndReadAll(
      `SELECT to_base64(encode(to_json(json)->>'$.event_name')) FROM read_json('${path}', records = false)`,
    );
    return result.getRows().map(([name]) => Buffer.from(String(name), "base64").toString());
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}
