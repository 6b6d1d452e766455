import { isSecretKey } from "./secrets";

/** What a key says of the strings below it; `text` is nothing, and `row` the event as a whole. */
export type KeyMeaning =
  | "row"
  | "text"
  | "name"
  | "id"
  | "version"
  | "secret"
  | "user"
  | "host"
  | "workspace"
  | "machine"
  | "session";

/** Fields whose names mean something to this version, and are never an identifier. */
const SCHEMA_KEYS = new Set([
  ...["event_id", "event_name", "timestamp", "event_sequence", "trace_id", "parent_event_id"],
  ...["schema_version", "context", "properties", "measurements", "error", "deployment_url"],
  ...["extension_version", "machine_id", "session_id", "os_type", "os_version", "host_arch"],
  ...["platform_name", "platform_version", "message", "type", "code", "result", "durationMs"],
]);

/** The events' own ids, of which a trace is made, and what makes a row an event. */
const ROW_KEYS: ReadonlyMap<string, KeyMeaning> = new Map([
  ["event_name", "name"],
  ["timestamp", "name"],
  ["event_id", "id"],
  ["trace_id", "id"],
  ["parent_event_id", "id"],
]);

const PATTERNS: readonly (readonly [KeyMeaning, RegExp])[] = [
  ["machine", /(?:machine|device|host)[^a-z0-9]?id$/i],
  ["session", /session[^a-z0-9]?id$/i],
  ["version", /version$/i],
  ["user", /(?:(?:user|owner)(?:[^a-z0-9]?name)?s?|log(?:in)?[^a-z0-9]?name)$/i],
  ["workspace", /workspace(?:[^a-z0-9]?name)?s?$/i],
  [
    "host",
    /(?:(?:host|machine|computer)[^a-z0-9]?names?|hosts?|fqdn|server[^a-z0-9]?address|deployment[^a-z0-9]?url)$/i,
  ],
];

/** Whether a key is one of the fields that every reader of events knows. */
export function isSchemaKey(key: string): boolean {
  return SCHEMA_KEYS.has(key);
}

/** What a key says, below one that says `outer`: the nearest that says anything counts. */
export function meaningOf(key: string, outer: KeyMeaning): KeyMeaning {
  const ofRow = outer === "row" ? ROW_KEYS.get(key) : undefined;
  if (ofRow) {
    return ofRow;
  }
  if (isSecretKey(key)) {
    return "secret";
  }
  const own = PATTERNS.find(([, pattern]) => pattern.test(key))?.[0];
  return own ?? (outer === "row" ? "text" : outer);
}
