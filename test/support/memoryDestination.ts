import assert from "node:assert/strict";
import type { Destination } from "../../src/telemetry/export/destination/destination";

/** A destination that passes what is written to `write`. */
export function memoryDestination(
  write: (data: string | Uint8Array) => Promise<void>,
): Destination {
  return {
    write,
    writeWith: () => assert.fail("No thread can write to it."),
    openPart: () => assert.fail("No thread can write to it."),
    digest: () => assert.fail("Its text is not kept."),
    commit: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}
