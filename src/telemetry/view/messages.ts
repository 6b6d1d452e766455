// What the page in the webview and the extension say to each other. Both sides import this file, so
// it uses neither Node.js nor the DOM.
import type {
  EventDetails,
  EventSummary,
  Overview,
  SensitiveKind,
  TraceEvent,
  TraceSummary,
  ViewFilter,
} from "./shown";

export * from "./shown";

/** Requests of the page, and the extension's answers, by kind. */
interface Exchanges {
  readonly overview: {
    readonly request: { readonly filter: ViewFilter };
    readonly answer: Overview;
  };
  readonly rows: {
    readonly request: {
      readonly filter: ViewFilter;
      readonly offset: number;
      readonly count: number;
    };
    readonly answer: { readonly total: number; readonly rows: readonly EventSummary[] };
  };
  readonly event: {
    readonly request: { readonly index: number };
    readonly answer: EventDetails;
  };
  /** Failed traces first, then the slowest. */
  readonly traces: {
    readonly request: {
      readonly filter: ViewFilter;
      readonly offset: number;
      readonly count: number;
    };
    readonly answer: { readonly total: number; readonly traces: readonly TraceSummary[] };
  };
  /** The trace of an event. */
  readonly trace: {
    readonly request: { readonly index: number };
    readonly answer: {
      readonly traceId: string;
      /** Number of events of the trace, some of which may not be shown. */
      readonly eventCount: number;
      /** In the order of the waterfall: each span is followed by its children. */
      readonly events: readonly TraceEvent[];
    };
  };
  readonly sensitive: {
    readonly request: {
      readonly filter: ViewFilter;
      readonly identifiers: "keep" | "pseudonymize";
    };
    readonly answer: { readonly kinds: readonly SensitiveKind[]; readonly eventCount: number };
  };
}

export type ExchangeKind = keyof Exchanges;
export type RequestOf<K extends ExchangeKind> = Exchanges[K]["request"];
export type AnswerOf<K extends ExchangeKind> = Exchanges[K]["answer"];

/** A request of the page. The answer has the same ID. */
export type RequestMessage = {
  readonly [K in ExchangeKind]: {
    readonly kind: "request";
    readonly id: number;
    readonly what: K;
    readonly request: RequestOf<K>;
  };
}[ExchangeKind];

/** A message from the page. */
export type PageMessage =
  /** The page has loaded and wants the overview. */
  | { readonly kind: "ready" }
  | RequestMessage
  /** The answer is no longer needed. */
  | { readonly kind: "cancel"; readonly id: number }
  /** Stops reading. The page shows what was read so far. */
  | { readonly kind: "stop" }
  | { readonly kind: "reload" }
  /** Exports the events that match. */
  | { readonly kind: "export"; readonly filter: ViewFilter }
  /** Lists what can't be read and what is missing. */
  | { readonly kind: "showLosses" }
  /** Opens a stored file at a line, both from an event's details. */
  | { readonly kind: "openFile"; readonly path: string; readonly line: number };

/** A message to the page. */
export type ExtensionMessage =
  /** Reading has not started: a support bundle is extracted, or events are stored. */
  | { readonly kind: "preparing" }
  /** Reading goes on. `fraction` is from 0 to 1. */
  | { readonly kind: "progress"; readonly fraction: number; readonly eventCount: number }
  /** Reading has ended. The overview is that of all events. */
  | { readonly kind: "opened"; readonly overview: Overview }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "answer"; readonly id: number; readonly answer: AnswerOf<ExchangeKind> }
  | { readonly kind: "refused"; readonly id: number; readonly message: string };

/** What the page finds in its HTML when it loads. */
export interface PageData {
  /** What is shown: all stored telemetry, or a file's name. */
  readonly title: string;
  /** Language tag, such as `de`. */
  readonly language: string;
  /** Translations, as `@vscode/l10n` takes them. Absent in English. */
  readonly translations?: Readonly<Record<string, unknown>> | undefined;
  /** Whether a file is shown, and not what is stored on this machine. */
  readonly isFile: boolean;
  /** Whether the events can be exported from here. */
  readonly canExport: boolean;
}
