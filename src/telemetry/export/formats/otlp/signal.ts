/** What differs between the OTLP requests of log records, spans and metrics. */
export interface Signal {
  /** Names of the request's fields in JSON, from the outside in. */
  readonly fields: readonly [resources: string, scopes: string, records: string];
  /** The default path of an OTLP/HTTP endpoint. */
  readonly path: string;
}

export const logs: Signal = {
  fields: ["resourceLogs", "scopeLogs", "logRecords"],
  path: "/v1/logs",
};

export const traces: Signal = {
  fields: ["resourceSpans", "scopeSpans", "spans"],
  path: "/v1/traces",
};

export const metrics: Signal = {
  fields: ["resourceMetrics", "scopeMetrics", "metrics"],
  path: "/v1/metrics",
};
