import assert from "node:assert/strict";
import type { ExportOutcome } from "../../src/telemetry/export/exportEvents";

/** Asserts that each row that was read is exported, skipped or outside the range. */
export function addsUp(outcome: ExportOutcome): ExportOutcome {
  if (outcome.kind !== "cancelled") {
    const { eventCount, skippedCount, outsideCount, rowsRead } = outcome;
    assert.equal(eventCount + skippedCount + outsideCount, rowsRead);
  }
  return outcome;
}
