import { type NestedDirectoryJSON, memfs } from "memfs";
import { openFileDestination } from "../../src/telemetry/export/destination/fileDestination";
import type { EventOrder } from "../../src/telemetry/export/document/fileOrder";
import { cutIntoParts } from "../../src/telemetry/export/document/part";
import { PartReader } from "../../src/telemetry/export/document/partReader";
import {
  type ExportEnvironment,
  type ExportOutcome,
  type ExportRequest,
  exportEvents,
} from "../../src/telemetry/export/exportEvents";
import type { ExportFormat } from "../../src/telemetry/export/formats/format";
import { exportFormats } from "../../src/telemetry/export/formats/registry";
import type { TelemetryEvent } from "../../src/telemetry/read/eventLines";
import type { Problem } from "../../src/telemetry/read/problem";
import type { Skip } from "../../src/telemetry/read/skips";
import type { EventRow } from "../../src/telemetry/stored/event";
import type { MeasuredFile } from "../../src/telemetry/stored/fileSizes";
import type { FileSystem } from "../../src/telemetry/stored/fileSystem";
import { parseTimestamp } from "../../src/telemetry/stored/timestamp";
import { escapeLineSeparators } from "../../src/telemetry/text/lineSeparators";
import { addsUp } from "./addsUp";
import { row } from "./rows";

/** Returns an event as formats receive it, from a row of dialect A or B. */
export function event(fields: Partial<EventRow> = {}): TelemetryEvent {
  const stored = row(fields);
  const time = parseTimestamp(stored.timestamp);
  if (typeof time === "string") {
    throw new Error(`${stored.timestamp} is no timestamp.`);
  }
  const text = escapeLineSeparators(JSON.stringify(stored));
  const context = stored["context"];
  return { row: stored, time, context, extensionId: undefined, text, isRepaired: false };
}

/** Returns the document of some events in a format. */
export function writeDocument(format: ExportFormat, events: readonly TelemetryEvent[]): Buffer {
  const writer = format.createWriter({ version: "1.2.3" });
  const encode = format.createEncoder();
  const encoded = events.map((each) => encode(each)).filter(({ record }) => record.length > 0);
  const part = encoded.map((each) => writer.add(each));
  const end = encoded.length > 0 ? writer.end() : "";
  return Buffer.concat(
    [format.header, ...part, end, format.footer].map((data) => Buffer.from(data)),
  );
}

/** Returns the document of some events in a format that is text. */
export function writeText(format: ExportFormat, events: readonly TelemetryEvent[]): string {
  return writeDocument(format, events).toString();
}

/**
 * Returns the names of the events of some files in an order, and what was skipped. Calls `onNames`
 * for each batch.
 */
export async function readNames(
  order: EventOrder,
  files: readonly MeasuredFile[],
  { fs, signal }: { readonly fs: FileSystem; readonly signal?: AbortSignal | undefined },
  onNames: (names: readonly string[]) => unknown = () => undefined,
): Promise<{ names: string[]; skipped: readonly (Skip | Problem)[] }> {
  const onRead = (): void => undefined;
  const reader = new PartReader(formatOf("json"), { identifiers: "keep" }, { fs, onRead, signal });
  const [part = []] = cutIntoParts(files, {});
  const names: string[] = [];
  for await (const events of order(part, (file, purpose) => reader.open(file, purpose))) {
    const some = events.map(({ record }) => (JSON.parse(String(record)) as EventRow).event_name);
    names.push(...some);
    onNames(some);
  }
  const { skipped, unread } = reader.found.list();
  const problems = unread.map(({ name, defect }): Problem => ({ file: name, ...defect }));
  return { names, skipped: [...skipped, ...problems] };
}

/** The paths of the telemetry folder and the export destination in tests. */
export const DIRECTORY = "/telemetry";
export const DESTINATION = "/home/export";

/** Creates a file system in memory with the given telemetry files and an empty home folder. */
export function memoryFs(telemetry: NestedDirectoryJSON): MemoryFs {
  return memfs({ [DIRECTORY]: telemetry, "/home": {} }).fs;
}

export type MemoryFs = ReturnType<typeof memfs>["fs"];

/** memfs implements all functions of Node.js that the export uses. */
export function asFileSystem(fs: MemoryFs): FileSystem {
  return fs as unknown as FileSystem;
}

type FormatId = (typeof exportFormats)[number]["id"];

/** Returns the format with an ID. */
export function formatOf(id: FormatId): ExportFormat {
  const format = exportFormats.find((candidate) => candidate.id === id);
  if (!format) {
    throw new Error(`There is no format ${id}.`);
  }
  return format;
}

/** The formats that contain all events. */
export const completeFormats = exportFormats.filter(
  ({ omitted }: ExportFormat) => omitted === undefined,
);

/** Exports {@link DIRECTORY} to {@link DESTINATION}. Default: all time, as JSON. */
export function runExport(
  fs: MemoryFs,
  {
    sources = [{ directory: DIRECTORY }],
    window = {},
    format = formatOf("json"),
    identifiers,
    filter,
    ...environment
  }: Partial<Omit<ExportRequest, "openDestination">> & Partial<ExportEnvironment> = {},
): Promise<ExportOutcome> {
  return exportEvents(
    {
      sources,
      window,
      format,
      identifiers,
      filter,
      openDestination: () => openFileDestination(asFileSystem(fs), DESTINATION, sources),
    },
    { fs: asFileSystem(fs), version: "1.2.3", ...environment },
  ).then(addsUp);
}
