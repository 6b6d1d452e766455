import assert from "node:assert/strict";
import type { createProtection } from "../../src/telemetry/protect/protectText";

type Protect = ReturnType<typeof createProtection>;

/** Protects a line, and checks that the result is JSON of the same shape. */
export function protectLine(protect: Protect, line: string): string {
  const output = protect(line);
  assert.ok(!output.includes("\n"), output);
  assert.deepEqual(shapeOf(JSON.parse(output)), shapeOf(JSON.parse(line)), `${line}\n${output}`);
  return output;
}

/** Returns a value's shape: the number of keys and items, and the types of values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  if (typeof value === "object" && value !== null) {
    return { values: Object.values(value).map(shapeOf) };
  }
  // A number below a secret key is replaced with a string.
  return typeof value === "number" ? "string" : typeof value;
}

/** Fails if the list isn't empty, with its first items in the message. */
export function assertNone(left: readonly string[]): void {
  if (left.length > 0) {
    assert.fail(`${left.length} left:\n  ${left.slice(0, 20).join("\n  ")}`);
  }
}
