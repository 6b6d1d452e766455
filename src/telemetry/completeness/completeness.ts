import type { ProblemSummary } from "../read/problem";
import type { SkipSummary } from "../read/skips";
import { gapsIn, sizeOfRuns, uniteRuns } from "./runs";
import type { SessionList } from "./sessions";

/** What an export contains of a session. */
interface SessionSummary {
  /** The session ID as the export contains it. */
  readonly session: string;
  /** The smallest and the largest sequence number of the exported events. */
  readonly first: number;
  readonly last: number;
  /** Number of exported events. */
  readonly events: number;
  /** Number of gaps in the sequence numbers of the stored events. */
  readonly gaps: number;
}

/** Sequence numbers of a session that no stored event has. */
export interface Gap {
  /** The session ID as the export contains it. */
  readonly session: string;
  /** The last sequence number before the gap, and the first one behind it. */
  readonly after: number;
  readonly before: number;
  /** Number of missing events. */
  readonly count: number;
}

/** What is missing between stored events. */
export interface Gaps {
  /** Number of events that are missing. */
  readonly missingCount: number;
  readonly gapCount: number;
  /** The first 100. */
  readonly gaps: readonly Gap[];
}

/** What can't be read or is missing. */
export interface Losses extends SkipSummary, ProblemSummary, Gaps {}

/** Whether the stored events are complete, as far as their sequence numbers tell. */
export interface Completeness extends Gaps {
  /** The sessions with exported events, sorted by ID. */
  readonly sessions: readonly SessionSummary[];
  /** Number of exported events whose sequence number an earlier exported event of their session has. */
  readonly duplicateCount: number;
  /**
   * Number of exported events that can't be checked: they have no session ID or no sequence number,
   * or there are too many gaps or sessions (see {@link SessionList}).
   */
  readonly uncheckedCount: number;
}

/** Maximum number of gaps that are listed. */
const MAX_GAPS_LISTED = 100;

/**
 * Summarizes what is known about sessions. A gap counts if it is between stored events, at least one
 * of which is in the range or lies between events that are.
 */
export function summarizeSessions({ sessions, uncheckedCount }: SessionList): Completeness {
  const summaries: SessionSummary[] = [];
  const gaps: Gap[] = [];
  let [missingCount, gapCount, duplicateCount] = [0, 0, 0];
  const sorted = sessions
    .filter(({ eventCount }) => eventCount > 0)
    .sort((a, b) => compare(a.name, b.name) || compare(a.key, b.key));
  for (const { name, exported, outside, eventCount: events } of sorted) {
    const [first = NaN, last = NaN] = [exported[0], exported.at(-1)];
    const own = gapsIn(uniteRuns(exported, outside)).filter(
      ({ after, before }) => before >= first && after <= last,
    );
    for (const { after, before } of own) {
      const count = before - after - 1;
      missingCount += count;
      if (gaps.length < MAX_GAPS_LISTED) {
        gaps.push({ session: name, after, before, count });
      }
    }
    gapCount += own.length;
    duplicateCount += events - sizeOfRuns(exported);
    summaries.push({ session: name, first, last, events, gaps: own.length });
  }
  return { sessions: summaries, missingCount, gapCount, gaps, duplicateCount, uncheckedCount };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
