import type { EventIndex } from "./eventIndex";

/** Longer than any duration in milliseconds. */
const FAILED = Number.MAX_SAFE_INTEGER;

/** Returns the first spans of traces among `events`: failed ones first, then the slowest. */
export function failedThenSlowest(events: Uint32Array, index: EventIndex): Uint32Array {
  const roots = events.filter((event) => index.isRoot(event));
  // Calculated once for each event: sorting compares each about 20 times.
  const weights = Float64Array.from(
    roots,
    (event) => (index.durations.at(event) || 0) + (index.resultOf(event) === "error" ? FAILED : 0),
  );
  return Uint32Array.from(roots.keys())
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b)
    .map((position) => roots[position] ?? 0);
}
