import { type Timestamp, parseTimestamp } from "./timestamp";

/**
 * An event as stored. Two fields make a row an event; every other one may be absent, of any type, or
 * unknown to this version, and is carried all the same.
 */
export interface EventRow {
  readonly event_name: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly [field: string]: unknown;
}

/** The first line of a dialect C file: what holds for every row below it. */
export interface FileHeader {
  readonly context?: unknown;
  readonly schema_version?: unknown;
}

/** Why a line is not an event. */
export type LineDefect =
  "invalidJson" | "notAnObject" | "noEventName" | "noTimestamp" | "invalidTimestamp";

/** What one line of a telemetry file holds. */
export type ParsedLine =
  | { readonly kind: "event"; readonly row: EventRow; readonly time: Timestamp }
  | { readonly kind: "header"; readonly header: FileHeader }
  | { readonly kind: "defect"; readonly defect: LineDefect };

/** Reads one line of a telemetry file, of any of the three dialects. Never throws. */
export function parseLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
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
    return { kind: "defect", defect: "noEventName" };
  }
  if (typeof timestamp !== "string" || timestamp === "") {
    return { kind: "defect", defect: "noTimestamp" };
  }
  const time = parseTimestamp(timestamp);
  return time
    ? { kind: "event", row: value as EventRow, time }
    : { kind: "defect", defect: "invalidTimestamp" };
}

/** True for what JSON calls an object: not an array, not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
