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
    if (isOpening(char) && depth === MAX_DEPTH) {
      const end = bracketEnd(json, index);
      result += json.slice(copied, index) + JSON.stringify(json.slice(index, end));
      copied = index = end;
      continue;
    }
    depth += isOpening(char) ? 1 : isClosing(char) ? -1 : 0;
    index = char === '"' ? endOfString(json, index) : index + 1;
  }
  return copied === 0 ? json : result + json.slice(copied);
}

/** The index behind the bracket that closes the one at `start`, or the length of the text. */
function bracketEnd(json: string, start: number): number {
  let depth = 0;
  for (let index = start; index < json.length;) {
    const char = json.charAt(index);
    depth += isOpening(char) ? 1 : isClosing(char) ? -1 : 0;
    index = char === '"' ? endOfString(json, index) : index + 1;
    if (depth === 0) {
      return index;
    }
  }
  return json.length;
}

function endOfString(json: string, start: number): number {
  return stringEnd(json, start) ?? json.length;
}

function isOpening(char: string): boolean {
  return char === "{" || char === "[";
}

function isClosing(char: string): boolean {
  return char === "}" || char === "]";
}
