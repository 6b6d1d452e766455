import type { Manifest } from "../../src/telemetry/export/completeness/manifest";
import { type Finding, differs } from "./finding";

/** Checks that the counts of a manifest agree with each other. */
export function checkCounts(manifest: Manifest): Finding[] {
  const { eventCount, skippedCount, outsideCount, rowsRead, sessions, uncheckedCount } = manifest;
  const findings: Finding[] = [];
  if (eventCount + skippedCount + outsideCount !== rowsRead) {
    findings.push(
      differs(
        `The manifest contradicts itself: ${eventCount} exported, ${skippedCount} skipped and ${outsideCount} outside the range are not ${rowsRead} rows.`,
      ),
    );
  }
  const inSessions = sessions.reduce((count, { events }) => count + events, 0);
  if (inSessions + uncheckedCount !== eventCount) {
    findings.push(
      differs(
        `The manifest contradicts itself: its sessions have ${inSessions} events, and ${uncheckedCount} are unchecked, of ${eventCount}.`,
      ),
    );
  }
  return findings;
}
