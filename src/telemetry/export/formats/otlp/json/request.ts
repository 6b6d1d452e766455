import { SCHEMA_URL, SCOPE_NAME } from "../scope";
import type { Signal } from "../signal";

/** Returns the JSON text before the entries of a request. */
export function requestStart({ fields: [resources] }: Signal): string {
  return `{"${resources}":[`;
}

/** Ends a request that {@link requestStart} started. */
export const requestEnd = "]}";

/** Starts an entry of a request. The resource's records follow. */
export function entryStart(
  { fields: [, scopes, records] }: Signal,
  resource: string,
  version: string,
): string {
  const scope = JSON.stringify({ name: SCOPE_NAME, version });
  return `{"resource":${resource},"${scopes}":[{"scope":${scope},"${records}":[`;
}

/** Ends an entry that {@link entryStart} started. */
export const entryEnd = `],"schemaUrl":"${SCHEMA_URL}"}],"schemaUrl":"${SCHEMA_URL}"}`;
