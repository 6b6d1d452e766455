/** What a traced operation may say of itself while it runs. */
export interface Span {
  setProperty(key: string, value: string | boolean): void;
  setMeasurement(key: string, value: number): void;
  /** The user called it off: its result is `aborted`, though nothing went wrong. */
  markAborted(): void;
}

/** Through this the extension says what it did. It never throws into its caller, nor delays it. */
export interface TelemetryService {
  /**
   * Runs `operation` and records one event at its end, with its duration and its result: `success`,
   * `aborted`, or `error` when it rejects. Resolves or rejects as the operation does.
   */
  trace<T>(
    name: string,
    operation: (span: Span) => T | Promise<T>,
    properties?: Readonly<Record<string, string>>,
  ): Promise<T>;
}

const nullSpan: Span = {
  setProperty: () => undefined,
  setMeasurement: () => undefined,
  markAborted: () => undefined,
};

/** Runs everything and records nothing. */
export const nullTelemetry: TelemetryService = {
  trace: async (_name, operation) => operation(nullSpan),
};
