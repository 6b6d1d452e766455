import type { ProtectText } from "../protect/protectText";
import {
  type EventRow,
  type FileHeader,
  type LineDefect,
  type ParsedLine,
  isObject,
  parseLine,
} from "../stored/event";
import type { Timestamp } from "../stored/timestamp";
import { replaceLoneSurrogates, toIJson } from "../text/iJson";
import { jsonText } from "../text/jsonText";
import { limitDepth } from "../text/limitDepth";
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
   * The row as I-JSON that can be used without its file's header. The stored text is kept, except
   * for repairs, for line separators, which are escaped, and, in dialect C, for the header's fields,
   * which are added.
   */
  readonly text: string;
  /** Whether the row or its file's header was changed to make it I-JSON, or had bytes that are not UTF-8. */
  readonly isRepaired: boolean;
}

/** An event as stored, before it is protected. */
export type StoredEvent = Extract<ParsedLine, { readonly kind: "event" }>;

/** How lines are converted to events. */
export interface EventLinesOptions {
  /** ID of the extension that wrote the file, if known. */
  readonly extensionId: string | undefined;
  /**
   * Whether to export an event. Called once for each event, with the line as it is stored. Default:
   * all are exported.
   */
  readonly isWanted?: (event: StoredEvent, header: FileHeader, line: string) => boolean;
  /** Masks secrets and identifiers in the text of a row or header before it is used. */
  readonly protect: ProtectText;
}

/** Longer lines are checked before they are parsed. */
const MAX_USUAL_LENGTH = 1_000_000;

const BLANK = /^[ \t\ufeff]*$/;

const HEADER_START = /^[ \t\ufeff]*\{[ \t]*"kind"[ \t]*:[ \t]*"header"/;

/** Reads the lines of one file in order. */
export class EventLines {
  private readonly options: EventLinesOptions;
  private storedHeader: FileHeader = {};
  private header = new Header({}, false);

  constructor(options: EventLinesOptions) {
    this.options = options;
  }

  /**
   * Reads the next line, or an object in a line. Returns undefined for a blank line, a header, and an
   * event that is not wanted. Never throws.
   *
   * @param isDamaged whether U+FFFD can replace bytes that are not UTF-8.
   */
  read(line: string, isDamaged = false): TelemetryEvent | LineDefect | undefined {
    if (BLANK.test(line)) {
      return undefined;
    }
    // Parsing 16 MB of nested lists would take 0.8 GB of memory.
    const text = line.length > MAX_USUAL_LENGTH ? limitDepth(line) : line;
    const isRepaired = text !== line || (isDamaged && line.includes("\ufffd"));
    const parsed = parseLine(text);
    if (parsed.kind === "defect") {
      // The events below a damaged header are not those of the header before it.
      if (parsed.defect === "invalidJson" && HEADER_START.test(line)) {
        this.storedHeader = {};
        this.header = new Header({}, false);
      }
      return parsed.defect;
    }
    if (parsed.kind === "header") {
      this.storedHeader = parsed.header;
      const { value, isChanged } = this.prepare(text, parsed.header);
      this.header = new Header(value, isRepaired || isChanged);
      return undefined;
    }
    const { isWanted } = this.options;
    return !isWanted || isWanted(parsed, this.storedHeader, line)
      ? this.toEvent(parsed, text, isRepaired)
      : undefined;
  }

  private toEvent(
    { row: stored, time }: StoredEvent,
    line: string,
    isRepaired: boolean,
  ): TelemetryEvent {
    const { header } = this;
    const { text, value: row, isChanged } = this.prepare(line, stored);
    return {
      row,
      time,
      context: row["context"] ?? header.contextOf(row).value,
      extensionId: this.options.extensionId,
      text: header.complete(text, row),
      isRepaired: isRepaired || isChanged || header.isRepaired,
    };
  }

  /** Makes a row or header I-JSON, then protects it. Also returns whether the former changed it. */
  private prepare<T extends object>(
    stored: string,
    value: T,
  ): { readonly text: string; readonly value: T; readonly isChanged: boolean } {
    const json = toIJson(stored, value);
    const safe = this.options.protect(json, json === stored ? value : undefined);
    // What replaces a part of a text can divide a pair of surrogates.
    const text = safe === json ? json : replaceLoneSurrogates(safe);
    const isSame = text === stored;
    return { text, value: isSame ? value : (JSON.parse(text) as T), isChanged: json !== stored };
  }
}

/** A value and its JSON text. Both are undefined if the field is absent. */
interface Field {
  readonly value: unknown;
  readonly json: string | undefined;
}

/** The fields of a dialect C header, which apply to the rows below it. */
class Header {
  /** See {@link TelemetryEvent.isRepaired}. */
  readonly isRepaired: boolean;
  private readonly context: Field;
  private readonly schemaVersion: Field;
  /** The context that was created for the previous row. */
  private last: { readonly url: unknown; readonly context: Field } | undefined;

  constructor(header: FileHeader, isRepaired: boolean) {
    this.isRepaired = isRepaired;
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
