// What an endpoint must hold, worked out from the stored lines by shared/otlp.md alone: none of the export's own code.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReceivedRecord } from "./endpoint";

export type Fields = Record<string, unknown>;

/** The one secret in the telemetry that the endpoints are sent. */
const SECRET = "token=abc";

/** The records that all events of a telemetry folder become. */
export function expectedRecords(folder: string): ReceivedRecord[] {
  return readRows(folder).map(({ row, context }) => toRecord(row, context));
}

/** A stored row and the context that applies to it. */
export interface StoredRow {
  /** Name of the file. */
  readonly file: string;
  readonly row: Fields;
  readonly context: Fields;
}

/** All rows of a telemetry folder, file by file. */
export function readRows(folder: string): StoredRow[] {
  return readdirSync(folder).flatMap((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const lines = text.replaceAll(SECRET, `${SECRET.slice(0, -3)}[masked]`).split("\n");
    const rows = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Fields);
    const header = rows.find((row) => row["kind"] === "header");
    return rows
      .filter((row) => row !== header)
      .map((row) => ({
        file: name,
        row,
        context: (row["context"] ?? header?.["context"] ?? {}) as Fields,
      }));
  });
}

function toRecord(row: Fields, context: Fields): ReceivedRecord {
  const properties = (row["properties"] ?? {}) as Fields;
  const isTimed = properties["result"] !== undefined;
  const isError = row["error"] !== undefined || properties["result"] === "error";
  const name = String(row["event_name"]).toWellFormed();
  const traceId = hexId(row["trace_id"], 32);
  const parentId = hexId(row["parent_event_id"], 16);
  const spanId = isTimed ? hexId(row["event_id"], 16) : parentId;
  return {
    uid: String(row["event_id"]),
    body: name,
    eventName: name,
    severityNumber: isError ? 17 : 9,
    timeUnixNano: unixNano(String(row["timestamp"])),
    ...(traceId && { traceId }),
    ...(spanId && { spanId }),
    attributes: unique([
      ...Object.entries(properties),
      ...Object.entries((row["measurements"] ?? {}) as Fields),
      ...errorFields(row["error"]),
      ["log.record.uid", row["event_id"]],
      ["coder.event.sequence", row["event_sequence"]],
      ["coder.parent_span_id", isTimed ? parentId : undefined],
      ["coder.trace_id", traceId ? undefined : row["trace_id"]],
      ["coder.parent_event_id", parentId ? undefined : row["parent_event_id"]],
      ...Object.entries(row)
        .filter(([field]) => !MAPPED.has(field))
        .map(([field, value]): [string, unknown] => [`coder.${field}`, value]),
    ]),
    resource: toResource(context, row["deployment_url"]),
  };
}

export const MAPPED = new Set(
  [
    "event_id event_name timestamp event_sequence trace_id parent_event_id context",
    "deployment_url schema_version properties measurements error",
  ].flatMap((names) => names.split(" ")),
);

export function errorFields(error: unknown): [string, unknown][] {
  if (typeof error !== "object" || error === null) {
    return [["exception.message", error]];
  }
  const { message, type, code } = error as Fields;
  return [
    ["exception.message", message],
    ["exception.type", type],
    ["error.type", type],
    ["coder.error.code", code],
  ];
}

const RESOURCE: Record<string, string> = {
  extension_version: "service.version",
  session_id: "service.instance.id",
  machine_id: "host.id",
  host_arch: "host.arch",
  os_type: "os.type",
  os_version: "os.version",
  platform_name: "vscode.platform.name",
  platform_version: "vscode.platform.version",
  deployment_url: "coder.deployment.url",
};
const RENAMED: Record<string, string> = { x64: "amd64", win32: "windows" };

export function toResource(context: Fields, deploymentUrl: unknown): Fields {
  const fields = Object.entries({ deployment_url: deploymentUrl, ...context })
    .filter(([, value]) => value !== "")
    .map(([field, value]): [string, unknown] => [
      RESOURCE[field] ?? `coder.context.${field}`,
      RENAMED[String(value)] ?? value,
    ]);
  return unique([["service.name", "coder-vscode-extension"], ...fields]);
}

/** A key that is empty or taken is prefixed; what is null or absent is left out. */
export function unique(fields: readonly (readonly [string, unknown])[]): Fields {
  const values = new Map<string, unknown>();
  for (const [key, value] of fields) {
    if (value === undefined || value === null) continue;
    let free = key.toWellFormed();
    while (free === "" || values.has(free)) free = `coder.${free}`;
    values.set(free, plain(value));
  }
  return Object.fromEntries(values);
}

/** OTLP has no null, and a string is Unicode. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map((item) => (item === null ? "null" : plain(item)));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([key, field]) => [key.toWellFormed(), plain(field)]));
}

export function hexId(value: unknown, digits: number): string | undefined {
  const id = typeof value === "string" ? value.toLowerCase() : "";
  return id.length === digits && /^[0-9a-f]*[1-9a-f][0-9a-f]*$/.test(id) ? id : undefined;
}

export function unixNano(timestamp: string): string {
  const fraction = /\.(\d+)/.exec(timestamp)?.[1] ?? "";
  const seconds = Date.parse(timestamp.replace(/\.\d+/, "")) / 1000;
  return `${String(seconds)}${fraction.padEnd(9, "0").slice(0, 9)}`;
}
