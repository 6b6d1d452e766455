import { basename } from "node:path";
import { readChunks } from "../../read/chunks";
import { EventLines, type TelemetryEvent } from "../../read/eventLines";
import { patientFs } from "../../read/patientFs";
import type { FileDefect } from "../../read/problem";
import { readEvents } from "../../read/readEvents";
import type { Skip } from "../../read/skips";
import { parseFileName } from "../../stored/fileName";
import type { MeasuredFile } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import { ExportedLines, eventsOf } from "./exportedLines";

/** An event and the line that it was read from. */
export interface StoredEvent {
  readonly event: TelemetryEvent;
  readonly line: number;
  /** Index among the events of the line, which usually has one. */
  readonly item: number;
  /** The line as it is stored, or the object in it if the line is not valid JSON. */
  readonly stored: string;
  /** What is searched for text: the event alone, even if its line has others. */
  readonly searched: string;
}

/** What reading needs. */
export interface StoredEventsOptions {
  readonly fs: FileSystem;
  /** Whether to parse a line, by its number. Default: all. */
  readonly isWanted?: (line: number) => boolean;
  /** Masks what must not be shown. Default: nothing. */
  readonly protect?: (json: string) => string;
  readonly onSkip?: (skip: Skip) => void;
  /** Called if the rest of the file can't be read. */
  readonly onUnreadable?: (defect: FileDefect) => void;
  /** Called after each chunk with its size. */
  readonly onRead?: (bytes: number) => void;
  /** If it aborts, reading throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Reads the events of a file with the reader of exports, some at a time. */
export async function* storedEvents(
  file: MeasuredFile,
  {
    fs,
    isWanted = () => true,
    protect = (json) => json,
    onSkip = nothing,
    onUnreadable = nothing,
    onRead = nothing,
    signal,
  }: StoredEventsOptions,
): AsyncGenerator<StoredEvent[], void, undefined> {
  const read = lineReader(file, protect);
  let lastLine = 0;
  let item = 0;
  const batches = readEvents(
    file.name,
    readChunks(patientFs(fs, signal), file),
    (stored, line) => {
      if (!isWanted(line)) {
        return undefined;
      }
      item = line === lastLine ? item : 0;
      lastLine = line;
      const events = read(stored);
      return typeof events === "string"
        ? events
        : events.map((event) => ({
            event,
            line,
            stored,
            searched: events.length > 1 ? event.text : stored,
            item: item++,
          }));
    },
    { onSkip, onUnreadable, onRead, signal },
  );
  for await (const batch of batches) {
    yield batch.flat();
  }
}

/** Returns the reader of a telemetry file, or of an exported file with another name. */
function lineReader(
  { path, extensionId }: MeasuredFile,
  protect: (json: string) => string,
): ExportedLines["read"] {
  if (!parseFileName(basename(path))) {
    const exported = new ExportedLines({ extensionId, protect });
    return (line) => exported.read(line);
  }
  const rows = new EventLines({ extensionId, protect });
  return (line) => eventsOf(rows.read(line));
}

function nothing(): void {
  // Nobody asked.
}
