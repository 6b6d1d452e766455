// Determines gaps and duplicates by comparing all events with each other.
import type { Completeness, Gap } from "../../../src/telemetry/completeness/completeness";

/** A stored event. */
export interface SequencedRow {
  readonly sessionId: unknown;
  readonly sequence: unknown;
  /** Whether it is in the range. */
  readonly isWithin: boolean;
}

/** What an export tells about the sequence numbers of the events. */
export function expectedCompleteness(rows: readonly SequencedRow[]): Completeness {
  const exported = rows.filter(({ isWithin }) => isWithin);
  const checked = exported.filter(isChecked);
  const sessions = [...new Set(checked.map(({ sessionId }) => sessionId))].sort();
  const summaries = sessions.map((session) => {
    const own = checked.filter(({ sessionId }) => sessionId === session);
    const numbers = sorted(own);
    const [first = NaN, last = NaN] = [numbers[0], numbers.at(-1)];
    const stored = sorted(rows.filter(isChecked).filter(({ sessionId }) => sessionId === session));
    const gaps = stored.slice(1).flatMap((before, index): Gap[] => {
      const after = stored[index] ?? NaN;
      const count = before - after - 1;
      return count > 0 && before >= first && after <= last
        ? [{ session, after, before, count }]
        : [];
    });
    return { session, first, last, events: own.length, gaps, repeats: own.length - numbers.length };
  });
  const gaps = summaries.flatMap((each) => each.gaps);
  return {
    sessions: summaries.map(({ session, first, last, events, gaps }) => {
      return { session, first, last, events, gaps: gaps.length };
    }),
    missingCount: gaps.reduce((sum, { count }) => sum + count, 0),
    gapCount: gaps.length,
    gaps: gaps.slice(0, 100),
    duplicateCount: summaries.reduce((sum, { repeats }) => sum + repeats, 0),
    uncheckedCount: exported.length - checked.length,
  };
}

function isChecked(
  row: SequencedRow,
): row is SequencedRow & { sessionId: string; sequence: number } {
  const { sessionId, sequence } = row;
  return (
    typeof sessionId === "string" &&
    sessionId !== "" &&
    Number.isSafeInteger(sequence) &&
    Number(sequence) >= 0
  );
}

/** The different sequence numbers in order. */
function sorted(rows: readonly { readonly sequence: number }[]): number[] {
  return [...new Set(rows.map(({ sequence }) => sequence))].sort((a, b) => a - b);
}
