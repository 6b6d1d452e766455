import { stringEnd } from "../stored/jsonValue";

/**
 * Maximum number of objects and lists in each other in a row. With the list of all rows, that makes
 * 64, which parsers accept. This is the limit of .NET's `System.Text.Json`; `jq` 1.6 accepts 256,
 * and DuckDB 1.5 crashed at 20,000.
 */
export const MAX_DEPTH = 63;

/**
 * Returns JSON text in which the objects and lists that are nested too deeply are strings of JSON.
 * Text that is not valid JSON stays invalid.
 */
export function limitDepth(json: string): string {
  let result = "";
  let copied = 0;
  let depth = 0;
  for (let index = 0; index < json.length;) {
    const char = json.charAt(index);
    const next = char === '"' ? (stringEnd(json, index) ?? json.length) : index + 1;
    if (char === "{" || char === "[") {
      if (++depth === MAX_DEPTH + 1) {
        result += json.slice(copied, index);
        copied = index;
      }
    } else if (char === "}" || char === "]") {
      if (depth-- === MAX_DEPTH + 1) {
        result += JSON.stringify(json.slice(copied, next));
        copied = next;
      }
    }
    index = next;
  }
  const rest = json.slice(copied);
  return result + (depth > MAX_DEPTH ? JSON.stringify(rest) : rest);
}
