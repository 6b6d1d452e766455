import {
  parseLine,
  type EventRow,
  type FileHeader,
  type LineDefect,
  type ParsedLine,
} from "../event";
import type { Timestamp } from "../timestamp";
import { contains, type UtcWindow } from "./dateRange";
import { isSystemError } from "../systemError";
import type { FileSystem } from "../fileSystem";
import { jsonText } from "./jsonText";
import { escapeLineSeparators } from "./lineSeparators";
import { readChunks, type OpenFiles } from "./readChunks";
import { lengthOfCut, readLines } from "./readLines";
import type { MeasuredFile } from "../fileSizes";

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
}

/** Something that was left out, and why: a line that is no event, the rest of a file, or what is not stored. */
export interface Skip {
  /** File name within the telemetry folder, or the folder's path. */
  readonly file: string;
  /** 1-based; absent when it is about the file. */
  readonly line?: number;
  readonly reason: LineDefect | "tooLong" | "unreadableFile" | "notStored";
  /** Bytes of a line that is too long. */
  readonly length?: number;
}

/** What reading needs beside the file. */
export interface ReadOptions {
  readonly fs: FileSystem;
  readonly window: UtcWindow;
  readonly onSkip: (skip: Skip) => void;
  /** Told of every chunk how many bytes it was. */
  readonly onRead?: ((bytes: number) => void) | undefined;
  /** When it aborts, reading throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What stands before a line where files were joined (a byte-order mark) or a disk failed (NULs). */
const FILL = /^[\ufeff\0]+/;

/**
 * The events of one file that lie in the window, in stored order, by the batch. A batch is to be
 * taken to its end before the next one: its lines are parsed as its events are taken, so that memory
 * holds their text and not all of their values. A line that is no event costs itself alone, a file that
 * can't be read (further) costs the rest of itself; both are told to `onSkip`, and blank lines are not
 * worth telling.
 */
export async function* readEvents(
  file: MeasuredFile,
  { fs, window, onSkip, onRead, signal }: ReadOptions,
  openFiles: OpenFiles,
): AsyncGenerator<Iterable<TelemetryEvent>, void, undefined> {
  let lineNumber = 0;
  let header = toGain({});

  const toEvent = (line: string): TelemetryEvent | undefined => {
    lineNumber++;
    const { parsed, text } = parseStored(line);
    if (parsed.kind === "event") {
      return contains(window, parsed.time.ms)
        ? withHeader(text, parsed.row, parsed.time, header)
        : undefined;
    }
    if (parsed.kind === "header") {
      header = toGain(parsed.header);
    } else if (/[^ \t\ufeff]/.test(line)) {
      onSkip({ file: file.name, line: lineNumber, ...whySkipped(line, parsed.defect) });
    }
    return undefined;
  };

  function* toEvents(lines: readonly string[]): Generator<TelemetryEvent, void, undefined> {
    for (const line of lines) {
      const event = toEvent(line);
      if (event) {
        yield event;
      }
    }
  }

  try {
    for await (const lines of readLines(readChunks(fs, file, openFiles, onRead), signal)) {
      yield toEvents(lines);
    }
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
    onSkip({ file: file.name, reason: "unreadableFile" });
  }
}

/** What a line as stored holds, and the text of its JSON value alone. */
export function parseStored(line: string): {
  readonly parsed: ParsedLine;
  readonly text: string;
} {
  const parsed = parseLine(line);
  if (parsed.kind === "defect" && FILL.test(line)) {
    const text = line.replace(FILL, "");
    return { parsed: parseLine(text), text };
  }
  return { parsed, text: line };
}

function whySkipped(line: string, defect: LineDefect): Pick<Skip, "reason" | "length"> {
  const length = lengthOfCut(line);
  return length === undefined ? { reason: defect } : { reason: "tooLong", length };
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
  line: string,
  row: EventRow,
  time: Timestamp,
  { context, fields }: Gain,
): TelemetryEvent {
  const text = fields.length === 0 ? line : gain(line, row, fields);
  return { row, time, context: row["context"] ?? context, text };
}

function gain(line: string, row: EventRow, fields: Gain["fields"]): string {
  const gained = fields.filter(([field]) => !(field in row));
  return gained.length === 0
    ? line
    : `${line.slice(0, line.lastIndexOf("}"))}${gained.map(([field, json]) => `,"${field}":${json}`).join("")}}`;
}
