/**
 * Escapes U+2028 and U+2029 in JSON text, without changing its value. JSON allows these characters
 * unescaped in strings, but newer versions of Node.js's `readline` treat them as line ends
 * (https://github.com/nodejs/node/pull/57591), and VS Code asks to remove them (setting
 * `editor.unusualLineTerminators`).
 */
export function escapeLineSeparators(json: string): string {
  return json.replace(/[\u2028\u2029]/g, (separator) =>
    separator === "\u2028" ? "\\u2028" : "\\u2029",
  );
}
