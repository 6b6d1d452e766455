import { memfs, type NestedDirectoryJSON } from "memfs";
import type { EventRow } from "../../src/telemetry/event";
import { openFileDestination } from "../../src/telemetry/export/destination";
import {
  exportEvents,
  type ExportEnvironment,
  type ExportOutcome,
  type ExportRequest,
} from "../../src/telemetry/export/exportEvents";
import { escapeLineSeparators } from "../../src/telemetry/export/lineSeparators";
import type { FileSystem } from "../../src/telemetry/fileSystem";
import type { EventOrder } from "../../src/telemetry/export/mergeEvents";
import type { TelemetryEvent } from "../../src/telemetry/export/prepare/eventLines";
import { createPreparation, endOf } from "../../src/telemetry/export/prepare/prepareEvents";
import { prepareHere } from "../../src/telemetry/export/prepare/preparer";
import type { ReadOptions } from "../../src/telemetry/export/readEvents";
import type { MeasuredFile } from "../../src/telemetry/fileSizes";
import type { ExportFormat } from "../../src/telemetry/export/writers/format";
import { exportFormats } from "../../src/telemetry/export/writers/registry";
import { parseTimestamp } from "../../src/telemetry/timestamp";
import { row } from "./rows";

/** An event as it comes to a writer, from a row of dialect A or B. */
export function event(fields: Partial<EventRow> = {}): TelemetryEvent {
  const stored = row(fields);
  const time = parseTimestamp(stored.timestamp);
  if (!time) {
    throw new Error(`${stored.timestamp} is no timestamp.`);
  }
  const text = escapeLineSeparators(JSON.stringify(stored));
  const context = stored["context"];
  return { row: stored, time, context, extensionId: undefined, text, unseen: text };
}

/** The document of some events, in a format. */
export function writeDocument(format: ExportFormat, events: readonly TelemetryEvent[]): string {
  const writer = format.createWriter({ version: "1.2.3" });
  const encode = format.createEncoder();
  const texts = events.map((each) => {
    const { text, resource } = encode(each);
    return writer.before(resource, Buffer.byteLength(text)) + text;
  });
  return [writer.header(), ...texts, writer.footer()].join("");
}

/** The names of the events of some files, in an order; `onNames` is told of each batch. */
export async function readNames(
  order: EventOrder,
  files: readonly MeasuredFile[],
  options: Omit<ReadOptions, "preparer" | "onSkipped">,
  onNames: (names: readonly string[]) => unknown = () => undefined,
): Promise<string[]> {
  const format = formatOf("json");
  const preparer = prepareHere(createPreparation(format, { window: {}, identifiers: "keep" }));
  const all: string[] = [];
  const onSkipped = (): void => undefined;
  await order(files, { ...options, preparer, onSkipped }, (events, start, end) => {
    const written = Buffer.from(events.bytes.buffer);
    const names = Array.from({ length: end - start }, (_, offset) => {
      const index = start + offset;
      const before = index === 0 ? 0 : endOf(events, index - 1);
      const text = written.toString("utf8", before + format.separator.length, endOf(events, index));
      return (JSON.parse(text) as EventRow).event_name;
    });
    all.push(...names);
    onNames(names);
    return undefined;
  });
  return all;
}

/** The folder that tests read telemetry from, and the one that they export to. */
export const DIRECTORY = "/telemetry";
export const DESTINATION = "/home/export";

/** A file system in memory, with the given telemetry files and an empty home. */
export function memoryFs(telemetry: NestedDirectoryJSON): MemoryFs {
  return memfs({ [DIRECTORY]: telemetry, "/home": {} }).fs;
}

export type MemoryFs = ReturnType<typeof memfs>["fs"];

/** memfs is a file system of Node's in all that the export uses. */
export function asFileSystem(fs: MemoryFs): FileSystem {
  return fs as unknown as FileSystem;
}

/** The registry's format of an id. */
export function formatOf(id: (typeof exportFormats)[number]["id"]): ExportFormat {
  const format = exportFormats.find((candidate) => candidate.id === id);
  if (!format) {
    throw new Error(`There is no format ${id}.`);
  }
  return format;
}

/** Exports from {@link DIRECTORY} to {@link DESTINATION}, all time and as JSON unless told otherwise. */
export function runExport(
  fs: MemoryFs,
  {
    sources = [{ directory: DIRECTORY }],
    window = {},
    format = formatOf("json"),
    identifiers,
    ...environment
  }: Partial<Omit<ExportRequest, "openDestination">> & Partial<ExportEnvironment> = {},
): Promise<ExportOutcome> {
  return exportEvents(
    {
      sources,
      window,
      format,
      identifiers,
      openDestination: () => openFileDestination(asFileSystem(fs), DESTINATION, sources),
    },
    { fs: asFileSystem(fs), version: "1.2.3", ...environment },
  );
}
