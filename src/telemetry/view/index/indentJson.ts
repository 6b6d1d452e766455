/** A string, a character that structures JSON, or another value. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Deeper objects and lists are not indented further, to limit the length of the result. */
const MAX_DEPTH = 50;

/**
 * Adds line breaks and indentation to JSON text. Unlike `JSON.parse` and `JSON.stringify`, changes
 * no number: 1.0 and 12345678901234567890 stay as they are.
 *
 * @param json must be valid.
 */
export function indentJson(json: string): string {
  const parts: string[] = [];
  let depth = 0;
  let before = "";
  for (const [token] of json.matchAll(TOKEN)) {
    const isClosing = token === "}" || token === "]";
    const isAfterOpening = before === "{" || before === "[";
    depth += (isAfterOpening ? 1 : 0) - (isClosing ? 1 : 0);
    // An empty object or list stays on its line.
    if (before === "," || isAfterOpening !== isClosing) {
      parts.push("\n", "  ".repeat(Math.min(depth, MAX_DEPTH)));
    } else if (before === ":") {
      parts.push(" ");
    }
    parts.push(token);
    before = token;
  }
  return parts.join("");
}
