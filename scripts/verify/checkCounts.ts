import type { Manifest } from "../../src/telemetry/export/manifest";
import { type Finding, differs } from "./finding";

/** Checks that the counts of a manifest agree with each other. */
export function checkCounts(manifest: Manifest): Finding[] {
  const { eventCount, omittedCount, skippedCount, outsideCount, rowsRead } = manifest;
  const { sessions, uncheckedCount, fileCount, files } = manifest;
  const inRange = eventCount + omittedCount;
  const findings: Finding[] = [];
  if (inRange + skippedCount + outsideCount !== rowsRead) {
    findings.push(
      differs(
        `The manifest contradicts itself: ${eventCount} exported, ${omittedCount} omitted, ${skippedCount} skipped and ${outsideCount} outside the range are not ${rowsRead} rows.`,
      ),
    );
  }
  const inSessions = sessions.reduce((count, { events }) => count + events, 0);
  if (inSessions + uncheckedCount !== inRange) {
    findings.push(
      differs(
        `The manifest contradicts itself: its sessions have ${inSessions} events, and ${uncheckedCount} are unchecked, of ${inRange}.`,
      ),
    );
  }
  // A file of which nothing could be read is listed, but not counted.
  if (files.length < fileCount) {
    findings.push(
      differs(
        `The manifest contradicts itself: its number of telemetry files is ${fileCount}, but it lists ${files.length}.`,
      ),
    );
  }
  return findings;
}
