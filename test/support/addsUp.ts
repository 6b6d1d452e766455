import assert from "node:assert/strict";
import type { ExportOutcome } from "../../src/telemetry/export/exportEvents";

/** Asserts that each row that was read is exported, omitted, skipped or outside the range. */
export function addsUp(outcome: ExportOutcome): ExportOutcome {
  if (outcome.kind !== "cancelled") {
    const { eventCount, omittedCount, skippedCount, outsideCount, rowsRead } = outcome;
    assert.equal(eventCount + omittedCount + skippedCount + outsideCount, rowsRead);
  }
  return outcome;
}
