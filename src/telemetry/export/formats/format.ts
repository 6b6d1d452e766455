import type { TelemetryEvent } from "../../read/eventLines";
import type { EventOrder } from "../document/fileOrder";
import type { FormatCount, L10n } from "../messages/l10n";

/** What a document consists of: text, which is written as UTF-8, or bytes. */
export type Data = string | Uint8Array;

/** An event as a format writes it. */
export interface EncodedEvent<T extends Data = Data> {
  /** Empty if the format can't represent the event (see {@link ExportFormat.omitted}). */
  readonly record: T;
  /** The event's resource, as the format writes it. Empty if it is part of the record. */
  readonly resource: T;
}

/**
 * Converts an event of a file to a record of a format. Does no I/O. The result can depend on earlier
 * events of the same file and UTC day, and on nothing else: then it doesn't matter whether one
 * thread writes a document or two.
 */
export type EncodeEvent<T extends Data = Data> = (event: TelemetryEvent) => EncodedEvent<T>;

/**
 * Combines encoded events into a part of a document. Does no I/O. The part is the concatenation of
 * what `add` and `end` return.
 */
export interface PartWriter<T extends Data = Data> {
  /** Called only for events that the format can represent. */
  add(event: EncodedEvent<T>): Data;
  /** Returns the end of a part. Called only if the part has at least one event. */
  end(): Data;
  /**
   * Number of requests in the part that are too large (see {@link ExportFormat.tooLarge}). Absent
   * for formats with a single request.
   */
  readonly oversizedCount?: number;
}

/** What a writer can write about the exporting program. */
export interface WriterOptions {
  /** Version of the exporting extension. */
  readonly version: string;
}

/** A group of formats. */
export type FormatGroup = "people" | "openTelemetryLogs" | "openTelemetryTracesAndMetrics";

/** An export format. A new format is one such object, added to the registry. */
export interface ExportFormat<T extends Data = Data> {
  readonly id: string;
  /** The heading under which the format is offered. */
  readonly group: FormatGroup;
  readonly label: (l10n: L10n) => string;
  /** Who the format is for, and what the receiver needs. */
  readonly detail: (l10n: L10n) => string;
  /** Extension of the suggested file name, without the leading dot. */
  readonly extension: string;
  /**
   * File name extensions for the save dialog, without inner dots: VS Code's dialog compares only
   * the part after the last dot and would append an extension that differs.
   */
  readonly filter: readonly string[];
  /** Whether the document is not text. VS Code shows it as damaged text and offers to change it. */
  readonly isBinary?: true;
  readonly order: EventOrder;
  /** Called once for each file that is read. */
  readonly createEncoder: () => EncodeEvent<T>;
  /** Text before the first part, between parts and after the last part. */
  readonly header: string;
  readonly separator: string;
  readonly footer: string;
  readonly createWriter: (options: WriterOptions) => PartWriter<T>;
  /**
   * Returns a shell command that sends the document to an OTLP/HTTP endpoint. Absent, or undefined,
   * if there is none.
   */
  readonly curlCommand?: (path: string, platform: NodeJS.Platform) => string | undefined;
  /** What to show if events were omitted. Only for formats that can't represent all events. */
  readonly omitted?: {
    readonly describe: (writtenCount: string, eventCount: string, l10n: L10n) => string;
    /** If nothing is left, and so nothing was written. */
    readonly describeAll: (eventCount: string, l10n: L10n) => string;
  };
  /** What to show if requests are larger than endpoints usually accept. */
  readonly tooLarge?: {
    /** Maximum size in bytes, for formats whose document is a single request. */
    readonly documentBytes?: number;
    readonly describe: (requestCount: number, l10n: L10n, formatCount: FormatCount) => string;
    /** A format with smaller requests. */
    readonly instead?: ExportFormat;
  };
}
