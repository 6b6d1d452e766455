/** The version of the semantic conventions that the attributes follow. */
const SCHEMA_URL = "https://opentelemetry.io/schemas/1.44.0";

/**
 * The JSON text before and after the entries of `resourceLogs` in an `ExportLogsServiceRequest`.
 */
export const requestStart = `{"resourceLogs":[`;
export const requestEnd = "]}";

/** Ends an entry that {@link resourceLogsStart} started. */
export const resourceLogsEnd = `],"schemaUrl":"${SCHEMA_URL}"}],"schemaUrl":"${SCHEMA_URL}"}`;

/** Starts an entry of `resourceLogs`. The resource's log records follow. */
export function resourceLogsStart(resource: string, version: string): string {
  const scope = JSON.stringify({ name: "coder.telemetry.export", version });
  return `{"resource":${resource},"scopeLogs":[{"scope":${scope},"logRecords":[`;
}
