import type { ProtectText } from "./protectText";

/** Returns a session ID as the `context` of an exported event contains it. */
export function protectSessionId(id: string, protect: ProtectText): string {
  const stored = { context: { session_id: id } };
  const safe = JSON.parse(protect(JSON.stringify(stored))) as typeof stored;
  // Exported text is well-formed Unicode.
  return safe.context.session_id.toWellFormed();
}
