import type { l10n } from "vscode";
import type { EventOrder } from "../document/fileOrder";
import type { TelemetryEvent } from "../read/eventLines";

type L10n = Pick<typeof l10n, "t">;

/** What an event is in a document, wherever it stands there. */
interface EncodedEvent {
  readonly text: string;
  /** What the writer has to say of where the event came from; empty where that is in its text. */
  readonly resource: string;
}

/** Turns one event after another into its text. It does no I/O, and has no state that shows. */
export type EncodeEvent = (event: TelemetryEvent) => EncodedEvent;

/** Makes a part of a document of encoded events, and does no I/O: what `add` and `end` return, joined, is the part. */
export interface PartWriter {
  add(event: EncodedEvent): string;
  /** What closes the part, which has at least one event. */
  end(): string;
  /** Requests that are larger than {@link ExportFormat.tooLarge} allows, where a part has several. */
  readonly oversizedCount?: number;
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
  /** What stands before, between and behind the parts of a document. */
  readonly header: string;
  readonly separator: string;
  readonly footer: string;
  readonly createWriter: (options: WriterOptions) => PartWriter;
  /** A shell's command that sends the document to an OTLP/HTTP endpoint, where there is one. */
  readonly curlCommand?: (path: string, platform: NodeJS.Platform) => string | undefined;
  /** What is said and offered when requests are larger than endpoints take. */
  readonly tooLarge?: {
    /** Bytes of a document that is one request. */
    readonly documentBytes?: number;
    readonly describe: (requestCount: number, l10n: L10n) => string;
    /** The format whose requests are smaller. */
    readonly instead?: ExportFormat;
  };
}
