import { summarizeSessions } from "../../src/telemetry/completeness/completeness";
import type { ExportSummary } from "../../src/telemetry/export/exportEvents";
import { Problems } from "../../src/telemetry/read/problem";

/** The result of an export of some events without any problem. */
export function summaryOf(eventCount: number): ExportSummary {
  const { problems, problemCounts } = new Problems();
  return {
    eventCount,
    omittedCount: 0,
    repairedCount: 0,
    rowsRead: eventCount,
    outsideCount: 0,
    outOfOrderCount: 0,
    skipped: [],
    skippedCount: 0,
    ...summarizeSessions({ sessions: [], uncheckedCount: 0 }),
    problems,
    problemCounts,
    fileCount: eventCount,
    laterFiles: [],
    bytesWritten: eventCount,
    oversizedRequestCount: 0,
  };
}
