/** The version of the semantic conventions that the attributes follow. */
export const SCHEMA_URL = "https://opentelemetry.io/schemas/1.44.0";

/** The name of the instrumentation scope. */
export const SCOPE_NAME = "coder.telemetry.export";
