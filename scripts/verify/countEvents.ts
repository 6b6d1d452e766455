import { constants } from "node:buffer";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";

/** The part of an OTLP request that contains the events. */
interface Request {
  readonly resourceLogs: readonly {
    readonly scopeLogs: readonly { readonly logRecords: readonly unknown[] }[];
  }[];
}

/**
 * Counts the events in an exported file. Returns undefined for a file that is a single JSON value and
 * too large for a string. Throws if the file is not a valid export of the format.
 */
export async function countEvents(format: string, path: string): Promise<number | undefined> {
  if (format === "otlpJsonl") {
    let count = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      count += countRecords(JSON.parse(line) as Request);
    }
    return count;
  }
  if (statSync(path).size > constants.MAX_STRING_LENGTH) {
    return undefined;
  }
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  return format === "json" ? (value as unknown[]).length : countRecords(value as Request);
}

function countRecords({ resourceLogs }: Request): number {
  return resourceLogs
    .flatMap(({ scopeLogs }) => scopeLogs)
    .reduce((count, { logRecords }) => count + logRecords.length, 0);
}
