/**
 * JSON text with U+2028 and U+2029, which JSON allows raw inside a string, written as escapes: the same
 * value, but readline (of newer Node versions) and editors (VS Code asks to remove them) take the raw
 * ones for line ends.
 */
export function escapeLineSeparators(json: string): string {
  return json.replace(/[\u2028\u2029]/g, (separator) =>
    separator === "\u2028" ? "\\u2028" : "\\u2029",
  );
}
