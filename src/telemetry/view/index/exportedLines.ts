import { EventLines, type EventLinesOptions, type TelemetryEvent } from "../../read/eventLines";
import type { LineDefect } from "../../stored/event";
import { fieldOf } from "./eventFacts";
import { eventOfRecord } from "./logRecordEvent";

/** The beginning of a line with the resource of the log records in the following lines. */
const RESOURCE = '{"resource":';

/** A line that only begins or ends a document, a request, or a resource's records. */
const FRAME = /^(?:\[|\]|\{"resourceLogs":\[|\]\}|\],"schemaUrl":.*)?$/;

/**
 * Reads the lines of an export: a JSON array, OTLP/JSON, or OTLP/JSON Lines,
 * with line breaks as the export writes them.
 */
export class ExportedLines {
  private readonly lines: EventLines;
  private readonly protect: EventLinesOptions["protect"];
  private resource: unknown;

  constructor(options: Pick<EventLinesOptions, "extensionId" | "protect">) {
    this.lines = new EventLines(options);
    this.protect = options.protect;
  }

  /** Returns the events of the next line. */
  read(line: string): readonly TelemetryEvent[] | LineDefect {
    const text = line.endsWith(",") ? line.slice(0, -1) : line;
    if (FRAME.test(text)) {
      return [];
    }
    if (text.startsWith(RESOURCE)) {
      this.resource = parsed(`${text}]}]}`);
      return this.resource === undefined ? "invalidJson" : [];
    }
    if (text.startsWith('{"resourceLogs":')) {
      return this.request(this.protect(text));
    }
    return isRecord(text) ? this.record(this.protect(text)) : eventsOf(this.lines.read(text));
  }

  private record(text: string): readonly TelemetryEvent[] | LineDefect {
    const event = eventOfRecord(parsed(text), fieldOf(this.resource, "resource"), text);
    return event ? [event] : "invalidJson";
  }

  private request(text: string): readonly TelemetryEvent[] | LineDefect {
    const request = parsed(text);
    if (request === undefined) {
      return "invalidJson";
    }
    return listOf(request, "resourceLogs").flatMap((group) =>
      listOf(group, "scopeLogs")
        .flatMap((scope) => listOf(scope, "logRecords"))
        .flatMap((record) => eventOfRecord(record, fieldOf(group, "resource")) ?? []),
    );
  }
}

/** Returns the event of a line, if any, as a list. */
export function eventsOf(
  read: ReturnType<EventLines["read"]>,
): readonly TelemetryEvent[] | LineDefect {
  return typeof read === "string" ? read : read ? [read] : [];
}

/** Log records begin with their time, or, without one, with their severity. */
function isRecord(text: string): boolean {
  return text.startsWith('{"timeUnixNano":') || text.startsWith('{"severityNumber":');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function listOf(value: unknown, field: string): readonly unknown[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list : [];
}
