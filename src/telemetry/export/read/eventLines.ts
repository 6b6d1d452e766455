import {
  type EventRow,
  type FileHeader,
  type LineDefect,
  type ParsedLine,
  isObject,
  parseLine,
} from "../../stored/event";
import type { Timestamp } from "../../stored/timestamp";
import type { ProtectText } from "../protect/protectText";
import { jsonText } from "../text/jsonText";
import { escapeLineSeparators } from "../text/lineSeparators";

/** An event on its way into an export; what it holds may leave the machine. */
export interface TelemetryEvent {
  readonly row: EventRow;
  readonly time: Timestamp;
  /** What the event's row or its file's header says of where it came from. */
  readonly context: unknown;
  /** Id of the extension that wrote it, where that is known. */
  readonly extensionId: string | undefined;
  /** The row as JSON that stands alone: as stored, line separators escaped, and in dialect C with what its header holds. */
  readonly text: string;
}

/** What one line of a file is to an export. */
export type EventLine =
  | { readonly kind: "event"; readonly event: TelemetryEvent }
  | { readonly kind: "header" | "blank" | "unwanted" }
  | { readonly kind: "defect"; readonly defect: LineDefect };

/** How lines become events. */
export interface EventLinesOptions {
  /** Id of the extension that wrote the file, where that is known. */
  readonly extensionId: string | undefined;
  /** Whether an event of this time, in milliseconds since the epoch, is to be exported. */
  readonly isWanted: (ms: number) => boolean;
  /** What becomes of a row or a header before anything else is made of it. */
  readonly protect: ProtectText;
}

/** What stands before a line where files were joined (a byte-order mark) or a disk failed (NULs). */
const FILL = /^[\ufeff\0]+/;

/** The lines of one file, in turn. */
export class EventLines {
  private readonly options: EventLinesOptions;
  private header = new Header({});

  constructor(options: EventLinesOptions) {
    this.options = options;
  }

  /** What a line is. Never throws. */
  read(line: string): EventLine {
    const { parsed, text } = parseStored(line);
    if (parsed.kind === "event") {
      return this.options.isWanted(parsed.time.ms)
        ? { kind: "event", event: this.toEvent(parsed, text) }
        : { kind: "unwanted" };
    }
    if (parsed.kind === "header") {
      const safe = this.options.protect(text);
      this.header = new Header(safe === text ? parsed.header : (JSON.parse(safe) as FileHeader));
      return { kind: "header" };
    }
    return /[^ \t\ufeff]/.test(line) ? parsed : { kind: "blank" };
  }

  private toEvent(parsed: ParsedEvent, text: string): TelemetryEvent {
    const { extensionId, protect } = this.options;
    const safe = protect(text);
    const row = safe === text ? parsed.row : (JSON.parse(safe) as EventRow);
    const context = row["context"] ?? this.header.contextOf(row).value;
    return { row, time: parsed.time, context, extensionId, text: this.header.complete(safe, row) };
  }
}

type ParsedEvent = Extract<ParsedLine, { readonly kind: "event" }>;

/** What a line as stored holds, and the text of its JSON value alone. */
function parseStored(line: string): { readonly parsed: ParsedLine; readonly text: string } {
  const parsed = parseLine(line);
  if (parsed.kind === "defect" && FILL.test(line)) {
    const text = line.replace(FILL, "");
    return { parsed: parseLine(text), text };
  }
  return { parsed, text: line };
}

/** A value, and its JSON text; both undefined where there is none. */
interface Field {
  readonly value: unknown;
  readonly json: string | undefined;
}

/** What a dialect C header gives to the rows below it. */
class Header {
  private readonly context: Field;
  private readonly schemaVersion: Field;
  /** The context with the deployment's URL of the row that came last. */
  private last: { readonly url: unknown; readonly context: Field } | undefined;

  constructor(header: FileHeader) {
    this.context = toField(header.context);
    this.schemaVersion = toField(header.schema_version);
  }

  /** The context of a row, with the row's own deployment URL inside: where dialects A and B have it. */
  contextOf({ deployment_url: url }: EventRow): Field {
    const { value } = this.context;
    if (url === undefined || url === null || !isObject(value) || "deployment_url" in value) {
      return this.context;
    }
    if (this.last?.url !== url) {
      this.last = { url, context: toField({ ...value, deployment_url: url }) };
    }
    return this.last.context;
  }

  /** A row's text with what it does not say itself: the text as stored, and fields behind it. */
  complete(text: string, row: EventRow): string {
    const context = "context" in row ? undefined : this.contextOf(row).json;
    const schemaVersion = "schema_version" in row ? undefined : this.schemaVersion.json;
    if (context === undefined && schemaVersion === undefined) {
      return text;
    }
    return (
      text.slice(0, text.lastIndexOf("}")) +
      (context === undefined ? "" : `,"context":${context}`) +
      (schemaVersion === undefined ? "}" : `,"schema_version":${schemaVersion}}`)
    );
  }
}

function toField(value: unknown): Field {
  return { value, json: value === undefined ? undefined : escapeLineSeparators(jsonText(value)) };
}
