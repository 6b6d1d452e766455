import {
  parseLine,
  type EventRow,
  type FileHeader,
  type LineDefect,
  type ParsedLine,
} from "../../event";
import type { Timestamp } from "../../timestamp";
import { jsonText } from "../jsonText";
import { escapeLineSeparators } from "../lineSeparators";
import type { KnownContexts } from "./knownContexts";

/** An event on its way into an export. */
export interface TelemetryEvent {
  readonly row: EventRow;
  readonly time: Timestamp;
  /** What the event's row or its file's header says of where it came from. */
  readonly context: unknown;
  /**
   * The row as JSON that stands alone: as stored, line separators escaped, and in dialect C with what
   * its header holds.
   */
  readonly text: string;
  /** What of the text is to be looked through for secrets: all but a context that is known to hold none. */
  readonly unseen: string;
}

/** What one line of a file is to an export. */
export type EventLine =
  | { readonly kind: "event"; readonly event: TelemetryEvent }
  | { readonly kind: "header" | "blank" }
  | { readonly kind: "defect"; readonly defect: LineDefect };

/** What stands before a line where files were joined (a byte-order mark) or a disk failed (NULs). */
const FILL = /^[\ufeff\0]+/;

/** The lines of one file, in turn. */
export class EventLines {
  private readonly contexts: KnownContexts;
  private header: Gain;

  /** @param header the last header line before them, if there was one. */
  constructor(header: string | undefined, contexts: KnownContexts) {
    this.contexts = contexts;
    const parsed = header === undefined ? undefined : parseStored(header).parsed;
    this.header = toGain(parsed?.kind === "header" ? parsed.header : {});
  }

  /** What a line is. Never throws. */
  read(line: string): EventLine {
    const known = this.readKnown(line);
    if (known) {
      return { kind: "event", event: known };
    }
    const { parsed, text } = parseStored(line);
    if (parsed.kind === "event") {
      const { row, time } = parsed;
      this.contexts.learn(line, row["context"]);
      return { kind: "event", event: withHeader({ row, time, text, unseen: text }, this.header) };
    }
    if (parsed.kind === "header") {
      this.header = toGain(parsed.header);
      return { kind: "header" };
    }
    return /[^ \t\ufeff]/.test(line) ? parsed : { kind: "blank" };
  }

  /** An event whose context came before. */
  private readKnown(line: string): TelemetryEvent | undefined {
    const known = this.contexts.cut(line);
    if (!known) {
      return undefined;
    }
    const parsed = parseLine(known.rest);
    if (parsed.kind !== "event" || "context" in parsed.row) {
      return undefined;
    }
    const { row, time } = parsed;
    const whole = Object.assign(row, { context: known.context });
    return withHeader({ row: whole, time, text: line, unseen: known.rest }, this.header);
  }
}

/** Whether a line is a header. */
export function isHeader(line: string): boolean {
  return parseStored(line).parsed.kind === "header";
}

/** What a line as stored holds, and the text of its JSON value alone. */
function parseStored(line: string): { readonly parsed: ParsedLine; readonly text: string } {
  const parsed = parseLine(line);
  if (parsed.kind === "defect" && FILL.test(line)) {
    const text = line.replace(FILL, "");
    return { parsed: parseLine(text), text };
  }
  return { parsed, text: line };
}

/** What a header gives to the rows below it. */
interface Gain {
  readonly context: unknown;
  /** As JSON text, by field. */
  readonly fields: readonly (readonly [field: string, json: string])[];
}

function toGain(header: FileHeader): Gain {
  const fields = (["context", "schema_version"] as const)
    .filter((field) => field in header)
    .map((field) => [field, escapeLineSeparators(jsonText(header[field]))] as const);
  return { context: header.context, fields };
}

function withHeader(
  event: Omit<TelemetryEvent, "context">,
  { context, fields }: Gain,
): TelemetryEvent {
  const { row, time, text, unseen } = event;
  const own = row["context"] ?? context;
  if (fields.length === 0) {
    return { row, time, context: own, text, unseen };
  }
  const gained = gain(text, row, fields);
  return { row, time, context: own, text: gained, unseen: gained };
}

function gain(line: string, row: EventRow, fields: Gain["fields"]): string {
  const gained = fields.filter(([field]) => !(field in row));
  return gained.length === 0
    ? line
    : `${line.slice(0, line.lastIndexOf("}"))}${gained.map(([field, json]) => `,"${field}":${json}`).join("")}}`;
}
