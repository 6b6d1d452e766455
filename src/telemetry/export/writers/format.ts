import type { l10n } from "vscode";
import type { EventOrder } from "../mergeEvents";
import type { TelemetryEvent } from "../prepare/eventLines";

type L10n = Pick<typeof l10n, "t">;

/** What an event is in a document, wherever it stands there. */
interface EncodedEvent {
  readonly text: string;
  /** What the writer has to say of where the event came from; empty where that is in its text. */
  readonly resource: string;
}

/** Turns one event after another into its text. It does no I/O, and has no state that shows. */
export type EncodeEvent = (event: TelemetryEvent) => EncodedEvent;

/**
 * Makes one document of encoded events, and does no I/O. `header`, then each event behind what `before`
 * returns for it, then `footer`: these texts, joined, are the document.
 */
export interface EventWriter {
  header(): string;
  /** What stands between the event before and the next one, whose text has `byteLength` bytes. */
  before(resource: string, byteLength: number): string;
  footer(): string;
  /**
   * After `footer`, for a document that is sent as requests: how many of these are larger than
   * {@link ExportFormat.tooLarge} allows. `documentBytes` is the size of the document.
   */
  oversizedRequests?(documentBytes: number): number;
}

/** What a writer may say of the program that exports. */
export interface WriterOptions {
  /** Version of the exporting extension. */
  readonly version: string;
}

/** Everything about a format of the export. A new one is one such object in the registry. */
export interface ExportFormat {
  readonly id: string;
  readonly label: (l10n: L10n) => string;
  /** For whom it is. */
  readonly detail: (l10n: L10n) => string;
  /** Of the suggested file name, without its first dot. */
  readonly extension: string;
  /**
   * File name extensions that the save dialog shows. Without dots inside: VS Code's own dialog
   * compares what stands behind the last dot of a name, and appends an extension that differs.
   */
  readonly filter: readonly string[];
  readonly order: EventOrder;
  readonly createEncoder: () => EncodeEvent;
  /** What {@link EventWriter.before} returns most often, in ASCII: events are copied together as long as it does. */
  readonly separator: string;
  readonly createWriter: (options: WriterOptions) => EventWriter;
  /** A shell's command that sends the document to an OTLP/HTTP endpoint, where there is one. */
  readonly curlCommand?: (path: string, platform: NodeJS.Platform) => string | undefined;
  /** What is said and offered when requests are larger than endpoints take. */
  readonly tooLarge?: {
    readonly describe: (requestCount: number, l10n: L10n) => string;
    /** The format whose requests are smaller. */
    readonly instead?: ExportFormat;
  };
}
