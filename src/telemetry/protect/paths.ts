import type { IdentifierMode } from "./identifiers";
import type { LocalNames } from "./localNames";
import { createProtection } from "./protectText";

/** Returns a function that replaces what identifies people in a path, with the pseudonyms of an export. */
export function createPathProtection(
  mode: IdentifierMode,
  localNames: LocalNames | undefined,
  pseudonymKey: Uint8Array | undefined,
): (path: string) => string {
  if (mode === "keep") {
    return (path) => path;
  }
  const protect = createProtection(mode, localNames, pseudonymKey);
  return (path) => (JSON.parse(protect(JSON.stringify({ path }))) as { path: string }).path;
}
