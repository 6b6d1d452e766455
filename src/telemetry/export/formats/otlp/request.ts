/** Version of the semantic conventions that the attributes follow. */
const SCHEMA_URL = "https://opentelemetry.io/schemas/1.44.0";

/** What stands around log records in an `ExportLogsServiceRequest`; all of it JSON text. */
export const requestStart = `{"resourceLogs":[`;
export const requestEnd = "]}";

/** Closes what {@link resourceLogsStart} opens. */
export const resourceLogsEnd = `],"schemaUrl":"${SCHEMA_URL}"}],"schemaUrl":"${SCHEMA_URL}"}`;

/** Opens an entry of `resourceLogs`; the resource's log records follow. */
export function resourceLogsStart(resource: string, version: string): string {
  const scope = JSON.stringify({ name: "coder.telemetry.export", version });
  return `{"resource":${resource},"scopeLogs":[{"scope":${scope},"logRecords":[`;
}
