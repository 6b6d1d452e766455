// Converts a stored row to the expected OTLP record. Follows otlp.md and doesn't use the code in
// src/ that it checks.
import { isObject } from "../../../src/telemetry/stored/event";
import { type NamedValue, type Plain, expectedValue, named } from "./plainValue";

/** A log record and its resource, without the fields that don't depend on the row. */
export interface PlainRecord {
  readonly resource: readonly NamedValue[];
  readonly unixNano: bigint;
  readonly severity: number;
  readonly name: string;
  readonly body: Plain;
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly NamedValue[];
}

type Row = Readonly<Record<string, unknown>>;
type Candidate = readonly [key: string, value: unknown];

/** @param extensionId ID of the extension that wrote the row, if known. */
export function expectedRecord(
  row: Row,
  context: unknown,
  unixNano: bigint,
  extensionId?: string,
): PlainRecord {
  const properties = isObject(row["properties"]) ? row["properties"] : {};
  const result = properties["result"] ?? undefined;
  const name = String(row["event_name"]).toWellFormed();
  const isStorable = unixNano > 0n && unixNano < 2n ** 64n;
  return {
    resource: expectedResource(row, context, extensionId),
    unixNano: isStorable ? unixNano : 0n,
    severity: isPresent(row["error"]) || result === "error" ? 17 : 9,
    name,
    body: expectedValue(name),
    traceId: hexOr(row["trace_id"], 32),
    spanId: hexOr(result === undefined ? row["parent_event_id"] : row["event_id"], 16),
    attributes: named([
      ...fieldsOr(row["properties"], "", "coder.properties"),
      ...fieldsOr(row["measurements"], "", "coder.measurements"),
      ...expectedError(row["error"]),
      ...expectedIds(row, result !== undefined),
      // otlp.md doesn't specify times that don't fit the field, except that no data may be lost.
      ["coder.timestamp", isStorable ? undefined : row["timestamp"]],
      ...others(row, ROW_FIELDS, "coder."),
    ]),
  };
}

function expectedIds(row: Row, isTimed: boolean): Candidate[] {
  const { trace_id, parent_event_id } = row;
  const parent = hexOr(parent_event_id, 16);
  return [
    ["log.record.uid", row["event_id"]],
    ["coder.event.sequence", row["event_sequence"]],
    ["coder.parent_span_id", isTimed && parent !== "" ? parent : undefined],
    ["coder.trace_id", hexOr(trace_id, 32) === "" ? trace_id : undefined],
    ["coder.parent_event_id", parent === "" ? parent_event_id : undefined],
  ];
}

function expectedError(error: unknown): Candidate[] {
  if (!isObject(error)) {
    return [["exception.message", error]];
  }
  return [
    ["exception.message", error["message"]],
    ["exception.type", error["type"]],
    ["error.type", error["type"]],
    ["coder.error.code", error["code"]],
    ...others(error, ["message", "type", "code"], "coder.error."),
  ];
}

/** Sorted by key, because the order of resource attributes has no meaning. */
function expectedResource(row: Row, context: unknown, extensionId?: string): NamedValue[] {
  const fields = isObject(context) ? context : {};
  const isSaidTwice = isObject(context) && fields["deployment_url"] === row["deployment_url"];
  const url = (value: unknown): Candidate => ["coder.deployment.url", value === "" ? null : value];
  return named([
    ["service.name", "coder-vscode-extension"],
    ["telemetry.source", extensionId],
    ...CONTEXT_KEYS.map(([field, key]): Candidate => [key, fields[field]]),
    ["host.arch", renamed(ARCHITECTURES, fields["host_arch"])],
    ["os.type", renamed(SYSTEMS, fields["os_type"])],
    url(fields["deployment_url"]),
    url(isSaidTwice ? null : row["deployment_url"]),
    ...(isObject(context)
      ? others(context, CONTEXT_FIELDS, "coder.context.")
      : [["coder.context", context] as const]),
  ]).sort(([a], [b]) => (a < b ? -1 : 1));
}

const CONTEXT_KEYS = [
  ["extension_version", "service.version"],
  ["session_id", "service.instance.id"],
  ["machine_id", "host.id"],
  ["os_version", "os.version"],
  ["platform_name", "vscode.platform.name"],
  ["platform_version", "vscode.platform.version"],
] as const;

const CONTEXT_FIELDS = [
  ...CONTEXT_KEYS.map(([field]) => field),
  ...["host_arch", "os_type", "deployment_url"],
];

const ROW_FIELDS = [
  ...["event_id", "event_name", "timestamp", "event_sequence", "trace_id", "parent_event_id"],
  ...["context", "properties", "measurements", "error", "schema_version", "deployment_url"],
];

const ARCHITECTURES = [
  ["x64", "amd64"],
  ["arm", "arm32"],
  ["ia32", "x86"],
  ["ppc", "ppc32"],
] as const;

const SYSTEMS = [
  ["win32", "windows"],
  ["sunos", "solaris"],
] as const;

function renamed(names: readonly (readonly [string, string])[], value: unknown): unknown {
  return names.find(([from]) => from === value)?.[1] ?? value;
}

function others(fields: Row, known: readonly string[], prefix: string): Candidate[] {
  return Object.entries(fields)
    .filter(([field]) => !known.includes(field))
    .map(([field, value]) => [prefix + field, value]);
}

function fieldsOr(value: unknown, prefix: string, key: string): Candidate[] {
  return isObject(value) ? others(value, [], prefix) : [[key, value]];
}

function hexOr(id: unknown, digits: number): string {
  const isId =
    typeof id === "string" && new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(id) && /[^0]/.test(id);
  return isId ? id.toLowerCase() : "";
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
