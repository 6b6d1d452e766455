import assert from "node:assert/strict";
import type { createProtection } from "../../src/telemetry/export/protect/protectText";

type Protect = ReturnType<typeof createProtection>;

/** What a protection makes of a line, which must be JSON of the same shape as before. */
export function protectLine(protect: Protect, line: string): string {
  const output = protect(line);
  assert.ok(!output.includes("\n"), output);
  assert.deepEqual(shapeOf(JSON.parse(output)), shapeOf(JSON.parse(line)), `${line}\n${output}`);
  return output;
}

/** A value without its texts: the number of keys and items, and of what kind the values are. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  if (typeof value === "object" && value !== null) {
    return { values: Object.values(value).map(shapeOf) };
  }
  // A number below a secret key becomes a text.
  return typeof value === "number" ? "string" : typeof value;
}

/** That nothing is in a list, or the first of what is. */
export function assertNone(left: readonly string[]): void {
  if (left.length > 0) {
    assert.fail(`${left.length} left:\n  ${left.slice(0, 20).join("\n  ")}`);
  }
}
