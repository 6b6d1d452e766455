// Determines the expected content of an export. Follows the design and doesn't use the code in src/
// that it checks.
import type { Completeness } from "../../../src/telemetry/completeness/completeness";
import type { Problem } from "../../../src/telemetry/read/problem";
import type { Skip } from "../../../src/telemetry/read/skips";
import { type PlainRecord, expectedRecord } from "../otlp/expectedRecord";
import { type SequencedRow, expectedCompleteness } from "./expectedCompleteness";
import { NOTHING, isTornHeader, isUtf16, linesOf, valuesIn } from "./expectedLines";
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
  readonly isRepaired: boolean;
  readonly sessionId: unknown;
}

export interface ExpectedExport {
  readonly fileByFile: readonly ExpectedEvent[];
  readonly merged: readonly ExpectedEvent[];
  /** Whether the order of `merged` is defined. It isn't if a file is not in chronological order. */
  readonly isOrderCertain: boolean;
  readonly skips: readonly Skip[];
  readonly problems: readonly Problem[];
  readonly rowsRead: number;
  readonly completeness: Completeness;
}

const DAY_NANOS = 86_400_000_000_000n;
const NAME = /^telemetry-(\d{4}-\d\d-\d\d)(?:-([^./]+))?(?:\.([1-9]\d*))?\.jsonl$/;

export function expectedExport({ entries, window }: FuzzedFolder): ExpectedExport {
  const skips: Skip[] = [];
  const problems: Problem[] = misnamedFiles(entries);
  const rows: SequencedRow[] = [];
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
      problems.push({ file: name, reason: "unreadableFile", code: "ENOENT" });
      return [];
    }
    if (isUtf16(content)) {
      problems.push({ file: name, reason: "utf16" });
      return [];
    }
    const all = eventsOf(Buffer.from(content, "latin1"), (skip) => {
      skips.push({ file: name, ...skip });
    });
    for (const event of all) {
      const { sessionId, row } = event;
      rows.push({ sessionId, sequence: row["event_sequence"], isWithin: isWithin(event) });
    }
    const some = all.filter(isWithin);
    const [first, head] = [all[0]?.unixNano, some[0]?.unixNano];
    if (first !== undefined && head !== undefined && (first > head || first < day - DAY_NANOS)) {
      isOrderCertain = false;
    }
    return some;
  });
  return {
    fileByFile: lists.flat(),
    merged: merge(lists),
    isOrderCertain,
    skips,
    problems,
    rowsRead: rows.length + skips.length,
    completeness: expectedCompleteness(rows),
  };
}

/** Files that nobody would take for anything but telemetry, by names that telemetry files don't have. */
function misnamedFiles(entries: FuzzedFolder["entries"]): Problem[] {
  const isMisnamed = (name: string): boolean =>
    /telemetry.*\.jsonl/i.test(name) && typeof timeOf(NAME.exec(name)?.[1] ?? "") === "string";
  return entries
    .filter(({ name, kind }) => kind !== "folder" && isMisnamed(name))
    .map(({ name }): Problem => ({ file: name, reason: "misnamedFile" }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
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
  let isHeaderRepaired = false;
  for (const [index, line] of linesOf(bytes).entries()) {
    if (line.tooLong !== undefined) {
      onSkip({ line: index + 1, reason: "tooLong", length: line.tooLong });
      continue;
    }
    let reason: Skip["reason"] | undefined;
    const tell = (): void => {
      if (reason !== undefined) onSkip({ line: index + 1, reason });
      reason = undefined;
    };
    if (isTornHeader(line)) {
      header = {};
      isHeaderRepaired = false;
    }
    for (const { value, isRepaired } of valuesIn(line)) {
      const isHeader =
        isRow(value) && value["kind"] === "header" && value["event_name"] === undefined;
      const defect = isHeader ? undefined : defectOf(value);
      if (defect !== undefined) {
        reason = reason === undefined ? defect : "invalidJson";
        continue;
      }
      tell();
      if (isHeader) {
        header = value;
        isHeaderRepaired = isRepaired;
      } else {
        events.push({
          ...toEvent(value as Row, header),
          isRepaired: isRepaired || isHeaderRepaired,
        });
      }
    }
    tell();
  }
  return events;
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

function toEvent(row: Row, header: Row): Omit<ExpectedEvent, "isRepaired"> {
  const time = timeOf(String(row["timestamp"]));
  const unixNano = typeof time === "string" ? 0n : time;
  const context = row["context"] ?? header["context"];
  const sessionId = isRow(context) ? context["session_id"] : undefined;
  const record = expectedRecord(row, context, unixNano);
  const gained = ["context", "schema_version"].filter(
    (field) => Object.hasOwn(header, field) && !Object.hasOwn(row, field),
  );
  for (const field of gained) {
    row[field] = field === "context" ? contextOf(row, header) : header[field];
  }
  return { unixNano, row, record, sessionId };
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
