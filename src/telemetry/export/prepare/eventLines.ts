import {
  isObject,
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
  /** Id of the extension that wrote it, where that is known. */
  readonly extensionId: string | undefined;
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

/** What is known of lines before they are read. */
interface LinesOrigin {
  /** The last header line before them, if there was one. */
  readonly header: string | undefined;
  /** Id of the extension that wrote them, where that is known. */
  readonly extensionId: string | undefined;
}

/** The lines of one file, in turn. */
export class EventLines {
  private readonly contexts: KnownContexts;
  private readonly extensionId: string | undefined;
  private header: Header;

  constructor({ header, extensionId }: LinesOrigin, contexts: KnownContexts) {
    this.contexts = contexts;
    this.extensionId = extensionId;
    const parsed = header === undefined ? undefined : parseStored(header).parsed;
    this.header = new Header(parsed?.kind === "header" ? parsed.header : {});
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
      return { kind: "event", event: this.withHeader({ row, time, text, unseen: text }) };
    }
    if (parsed.kind === "header") {
      this.header = new Header(parsed.header);
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
    return this.withHeader({ row: whole, time, text: line, unseen: known.rest });
  }

  private withHeader(event: Omit<TelemetryEvent, "context" | "extensionId">): TelemetryEvent {
    const { row, time, text, unseen } = event;
    const { extensionId } = this;
    const own = row["context"] ?? this.header.contextOf(row).value;
    const whole = this.header.complete(text, row);
    return {
      row,
      time,
      context: own,
      extensionId,
      text: whole,
      unseen: whole === text ? unseen : whole,
    };
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
