import { isJson } from "./jsonValue";
import { type Timestamp, type TimestampDefect, parseTimestamp } from "./timestamp";

/**
 * A stored event. Only two fields are required. All others can be absent, of any type, or unknown
 * to this version, and are preserved.
 */
export interface EventRow {
  readonly event_name: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly [field: string]: unknown;
}

/** The first line of a dialect C file. It applies to all rows below it. */
export interface FileHeader {
  readonly context?: unknown;
  readonly schema_version?: unknown;
}

/** The reason why a line is not an event. */
export type LineDefect =
  | "invalidJson"
  | "notAnObject"
  | "noEventName"
  | "invalidEventName"
  | "noTimestamp"
  | TimestampDefect;

/** The content of one line of a telemetry file. */
export type ParsedLine =
  | { readonly kind: "event"; readonly row: EventRow; readonly time: Timestamp }
  | { readonly kind: "header"; readonly header: FileHeader }
  | { readonly kind: "defect"; readonly defect: LineDefect };

/** Texts up to this length are too short for an event. */
const MAX_SHORT_LENGTH = `{"event_name":"a","timestamp":"20260301"}`.length - 1;

/**
 * Parses one line of a telemetry file, or an object in it, in any of the three dialects. Never
 * throws.
 */
export function parseLine(line: string): ParsedLine {
  let value: unknown;
  try {
    // Files can have millions of short lines that are invalid, and each error of `JSON.parse` costs 7 µs.
    value = line.length > MAX_SHORT_LENGTH || isJson(line) ? JSON.parse(line) : undefined;
  } catch {
    value = undefined;
  }
  if (value === undefined) {
    return { kind: "defect", defect: "invalidJson" };
  }
  if (!isObject(value)) {
    return { kind: "defect", defect: "notAnObject" };
  }
  const { event_name, timestamp } = value;
  if (value["kind"] === "header" && event_name === undefined) {
    return { kind: "header", header: value };
  }
  if (typeof event_name !== "string" || event_name === "") {
    return { kind: "defect", defect: isNothing(event_name) ? "noEventName" : "invalidEventName" };
  }
  if (typeof timestamp !== "string" || timestamp === "") {
    return { kind: "defect", defect: isNothing(timestamp) ? "noTimestamp" : "invalidTimestamp" };
  }
  const time = parseTimestamp(timestamp);
  return typeof time === "string"
    ? { kind: "defect", defect: time }
    : { kind: "event", row: value as EventRow, time };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** Returns the `context` of an event as it is stored: in its row, or else in the header of its file. */
export function contextOf(row: EventRow, header: FileHeader): unknown {
  return row["context"] ?? header.context;
}

/** Returns the session ID in a `context`. It is empty if there is none, or one that is not a text. */
export function sessionIdOf(context: unknown): string {
  const id = isObject(context) ? context["session_id"] : undefined;
  return typeof id === "string" ? id : "";
}

/** Whether a value is a JSON object, and not an array or null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
