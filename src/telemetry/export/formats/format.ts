import type { l10n } from "vscode";
import type { EventOrder } from "../document/fileOrder";
import type { TelemetryEvent } from "../read/eventLines";

type L10n = Pick<typeof l10n, "t">;

/** An event in the text of a format. */
export interface EncodedEvent {
  readonly text: string;
  /** The event's resource, as the format writes it. Empty if it is part of the text. */
  readonly resource: string;
}

/**
 * Converts an event to the text of a format. Does no I/O. The result doesn't depend on earlier
 * events.
 */
export type EncodeEvent = (event: TelemetryEvent) => EncodedEvent;

/**
 * Combines encoded events into a part of a document. Does no I/O. The part is the concatenation of
 * what `add` and `end` return.
 */
export interface PartWriter {
  add(event: EncodedEvent): string;
  /** Returns the end of a part. Called only if the part has at least one event. */
  end(): string;
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

/** An export format. A new format is one such object, added to the registry. */
export interface ExportFormat {
  readonly id: string;
  readonly label: (l10n: L10n) => string;
  /** Who the format is for. */
  readonly detail: (l10n: L10n) => string;
  /** Extension of the suggested file name, without the leading dot. */
  readonly extension: string;
  /**
   * File name extensions for the save dialog, without inner dots: VS Code's dialog compares only
   * the part after the last dot and would append an extension that differs.
   */
  readonly filter: readonly string[];
  readonly order: EventOrder;
  readonly createEncoder: () => EncodeEvent;
  /** Text before the first part, between parts and after the last part. */
  readonly header: string;
  readonly separator: string;
  readonly footer: string;
  readonly createWriter: (options: WriterOptions) => PartWriter;
  /**
   * Returns a shell command that sends the document to an OTLP/HTTP endpoint. Absent, or undefined,
   * if there is none.
   */
  readonly curlCommand?: (path: string, platform: NodeJS.Platform) => string | undefined;
  /** What to show if requests are larger than endpoints usually accept. */
  readonly tooLarge?: {
    /** Maximum size in bytes, for formats whose document is a single request. */
    readonly documentBytes?: number;
    readonly describe: (requestCount: number, l10n: L10n) => string;
    /** A format with smaller requests. */
    readonly instead?: ExportFormat;
  };
}
