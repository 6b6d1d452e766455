// Determines the expected content of an export. Follows the design and doesn't use the code in src/
// that it checks.
import { MAX_LINE_BYTES } from "../../../src/telemetry/export/read/lineLimit";
import type { Skip } from "../../../src/telemetry/export/read/skip";
import { type PlainRecord, expectedRecord } from "../otlp/expectedRecord";
import { timeOf } from "./expectedTime";
import type { FuzzedFolder } from "./folders";

type Row = Record<string, unknown>;

/** An event that the export must contain. */
export interface ExpectedEvent {
  readonly unixNano: bigint;
  /** The event in the JSON array. */
  readonly row: Row;
  /** The event as an OTLP record. */
  readonly record: PlainRecord;
}

export interface ExpectedExport {
  readonly fileByFile: readonly ExpectedEvent[];
  readonly merged: readonly ExpectedEvent[];
  /** Whether the order of `merged` is defined. It isn't if a file is not in chronological order. */
  readonly isOrderCertain: boolean;
  readonly skips: readonly Skip[];
}

const DAY_NANOS = 86_400_000_000_000n;
const NAME = /^telemetry-(\d{4}-\d\d-\d\d)(?:-([^./]+))?(?:\.([1-9]\d*))?\.jsonl$/;

export function expectedExport({ entries, window }: FuzzedFolder): ExpectedExport {
  const skips: Skip[] = [];
  const start = window.start === undefined ? undefined : nanosOfMs(window.start);
  const end = window.end === undefined ? undefined : nanosOfMs(window.end);
  const isWithin = ({ unixNano }: ExpectedEvent): boolean =>
    (start === undefined || unixNano >= start) && (end === undefined || unixNano < end);

  const files = entries
    .flatMap((entry) => {
      const [, date, session = "", part = "0"] = NAME.exec(entry.name) ?? [];
      const day = timeOf(date ?? "");
      return typeof day === "string" ? [] : [{ ...entry, day, session, part: Number(part) }];
    })
    .filter(({ kind }) => kind !== "folder")
    .filter(
      ({ day }) =>
        (start === undefined || day + DAY_NANOS > start) && (end === undefined || day < end),
    )
    .sort((a, b) => {
      if (a.day !== b.day) return a.day < b.day ? -1 : 1;
      if (a.session !== b.session) return a.session < b.session ? -1 : 1;
      return a.part - b.part;
    });
  let isOrderCertain = true;
  const lists = files.map(({ name, kind, content, day }) => {
    if (kind === "brokenLink") {
      skips.push({ file: name, reason: "unreadableFile" });
      return [];
    }
    const all = eventsOf(Buffer.from(content, "latin1"), (skip) => {
      skips.push({ file: name, ...skip });
    });
    const some = all.filter(isWithin);
    const [first, head] = [all[0]?.unixNano, some[0]?.unixNano];
    if (first !== undefined && head !== undefined && (first > head || first < day - DAY_NANOS)) {
      isOrderCertain = false;
    }
    return some;
  });
  return { fileByFile: lists.flat(), merged: merge(lists), isOrderCertain, skips };
}

/**
 * Merges lists by repeatedly taking the earliest of their first events. If times are equal, takes
 * the one in the first list.
 */
function merge(lists: readonly (readonly ExpectedEvent[])[]): ExpectedEvent[] {
  const left = lists.map((list) => [...list]).filter((list) => list.length > 0);
  const merged: ExpectedEvent[] = [];
  for (;;) {
    let next: ExpectedEvent[] | undefined;
    for (const list of left) {
      const [head] = list;
      const [earliest] = next ?? [];
      if (head && (!earliest || head.unixNano < earliest.unixNano)) {
        next = list;
      }
    }
    const event = next?.shift();
    if (!event) {
      return merged;
    }
    merged.push(event);
  }
}

function eventsOf(bytes: Buffer, onSkip: (skip: Omit<Skip, "file">) => void): ExpectedEvent[] {
  const events: ExpectedEvent[] = [];
  let header: Row = {};
  for (const [index, line] of linesOf(bytes).entries()) {
    if (typeof line === "number") {
      onSkip({ line: index + 1, reason: "tooLong", length: line });
      continue;
    }
    let reason: Skip["reason"] | undefined;
    const tell = (): void => {
      if (reason !== undefined) onSkip({ line: index + 1, reason });
      reason = undefined;
    };
    for (const value of valuesIn(line)) {
      const isHeader =
        isRow(value) && value["kind"] === "header" && value["event_name"] === undefined;
      const defect = isHeader ? undefined : defectOf(value);
      if (defect !== undefined) {
        reason = reason === undefined ? defect : "invalidJson";
        continue;
      }
      tell();
      if (isHeader) header = value;
      else events.push(toEvent(value as Row, header));
    }
    tell();
  }
  return events;
}

/** Returns lines, and for lines that are too long, their length in bytes. */
function linesOf(bytes: Buffer): (string | number)[] {
  // With latin1, each byte becomes one character, so lengths are in bytes.
  return bytes
    .toString("latin1")
    .split(/\r\n|\r|\n/)
    .map((line) =>
      line.length > MAX_LINE_BYTES ? line.length : Buffer.from(line, "latin1").toString(),
    );
}

const NOTHING = Symbol("no JSON");

/** The values of a line: one, or the first objects that can be read in it and what is between them. */
function valuesIn(line: string): unknown[] {
  if (/^[ \t\ufeff]*$/.test(line)) {
    return [];
  }
  const whole = parse(line);
  if (whole !== NOTHING) {
    return [whole];
  }
  const values: unknown[] = [];
  let end = 0;
  const addBetween = (start: number): void => {
    if (/[^ \t\ufeff\0]/.test(line.slice(end, start))) values.push(NOTHING);
  };
  for (let start = line.indexOf("{"); start >= 0; start = line.indexOf("{", start)) {
    const object = objectAt(line, start);
    if (object) {
      addBetween(start);
      values.push(object.value);
      start = end = object.end;
    } else {
      start++;
    }
  }
  addBetween(line.length);
  return values.length > 0 ? values : [NOTHING];
}

function objectAt(line: string, start: number): { value: unknown; end: number } | undefined {
  for (let end = line.indexOf("}", start); end >= 0; end = line.indexOf("}", end + 1)) {
    const value = parse(line.slice(start, end + 1));
    if (value !== NOTHING) {
      return { value, end: end + 1 };
    }
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOTHING;
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function defectOf(value: unknown): Skip["reason"] | undefined {
  if (value === NOTHING) return "invalidJson";
  if (!isRow(value)) return "notAnObject";
  const { event_name = "", timestamp = "" } = value;
  if (event_name === "" || event_name === null) return "noEventName";
  if (typeof event_name !== "string") return "invalidEventName";
  if (timestamp === "" || timestamp === null) return "noTimestamp";
  const time = typeof timestamp === "string" ? timeOf(timestamp) : "invalidTimestamp";
  return typeof time === "string" ? time : undefined;
}

function toEvent(row: Row, header: Row): ExpectedEvent {
  const time = timeOf(String(row["timestamp"]));
  const unixNano = typeof time === "string" ? 0n : time;
  const record = expectedRecord(row, row["context"] ?? header["context"], unixNano);
  const gained = ["context", "schema_version"].filter(
    (field) => Object.hasOwn(header, field) && !Object.hasOwn(row, field),
  );
  for (const field of gained) {
    row[field] = field === "context" ? contextOf(row, header) : header[field];
  }
  return { unixNano, row, record };
}

/** Returns the header's context with the row's deployment URL, unless the context has one. */
function contextOf(row: Row, { context }: Row): unknown {
  const url = row["deployment_url"] ?? undefined;
  return url !== undefined && isRow(context) && !Object.hasOwn(context, "deployment_url")
    ? { ...context, deployment_url: url }
    : context;
}

function nanosOfMs(ms: number): bigint {
  return BigInt(ms) * 1_000_000n;
}
