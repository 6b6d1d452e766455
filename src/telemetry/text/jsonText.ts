import { joinTexts } from "./joinTexts";

/**
 * Converts a parsed JSON value, nested no deeper than {@link limitDepth} allows, to text. Unlike
 * `JSON.stringify`, preserves 1e999 and -0.
 */
export function jsonText(value: unknown): string {
  if (typeof value !== "object" || value === null) {
    return scalarText(value);
  }
  return Array.isArray(value)
    ? `[${joinTexts(value, jsonText)}]`
    : `{${joinTexts(Object.entries(value), ([key, member]) => `${JSON.stringify(key)}:${jsonText(member)}`)}}`;
}

function scalarText(value: unknown): string {
  if (Object.is(value, -0)) {
    return "-0";
  }
  return typeof value === "number" && !Number.isFinite(value)
    ? `${value > 0 ? "" : "-"}1e999`
    : JSON.stringify(value);
}
