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

/**
 * An event that is being exported. Already protected: secrets are masked, and identifiers replaced
 * if requested.
 */
export interface TelemetryEvent {
  readonly row: EventRow;
  readonly time: Timestamp;
  /** The `context` of the event's row or of its file's header. */
  readonly context: unknown;
  /** ID of the extension that wrote the event, if known. */
  readonly extensionId: string | undefined;
  /**
   * The row as JSON that can be used without its file's header. The stored text is kept, except
   * that line separators are escaped and, in dialect C, the header's fields are added.
   */
  readonly text: string;
}

/** The content of one line, as far as it concerns the export. */
export type EventLine =
  | { readonly kind: "event"; readonly event: TelemetryEvent }
  | { readonly kind: "header" | "blank" | "unwanted" }
  | { readonly kind: "defect"; readonly defect: LineDefect };

/** How lines are converted to events. */
export interface EventLinesOptions {
  /** ID of the extension that wrote the file, if known. */
  readonly extensionId: string | undefined;
  /** Whether to export an event with this time, in milliseconds since the epoch. */
  readonly isWanted: (ms: number) => boolean;
  /** Masks secrets and identifiers in the text of a row or header before it is used. */
  readonly protect: ProtectText;
}

const BLANK = /^[ \t\ufeff]*$/;

/** Reads the lines of one file in order. */
export class EventLines {
  private readonly options: EventLinesOptions;
  private header = new Header({});

  constructor(options: EventLinesOptions) {
    this.options = options;
  }

  /** Reads the next line, or an object in a line. Never throws. */
  read(line: string): EventLine {
    if (BLANK.test(line)) {
      return { kind: "blank" };
    }
    const parsed = parseLine(line);
    if (parsed.kind === "event") {
      return this.options.isWanted(parsed.time.ms)
        ? { kind: "event", event: this.toEvent(parsed, line) }
        : { kind: "unwanted" };
    }
    if (parsed.kind === "header") {
      const safe = this.options.protect(line);
      this.header = new Header(safe === line ? parsed.header : (JSON.parse(safe) as FileHeader));
      return { kind: "header" };
    }
    return parsed;
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

/** A value and its JSON text. Both are undefined if the field is absent. */
interface Field {
  readonly value: unknown;
  readonly json: string | undefined;
}

/** The fields of a dialect C header, which apply to the rows below it. */
class Header {
  private readonly context: Field;
  private readonly schemaVersion: Field;
  /** The context that was created for the previous row. */
  private last: { readonly url: unknown; readonly context: Field } | undefined;

  constructor(header: FileHeader) {
    this.context = toField(header.context);
    this.schemaVersion = toField(header.schema_version);
  }

  /**
   * Returns the context for a row, including the row's deployment URL, which dialects A and B have
   * in the context.
   */
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

  /** Adds the header's fields to the end of a row's text, unless the row has them. */
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
