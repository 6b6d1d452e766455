import type { Decoded } from "./decode";

/** A part of a decoded text, and what is written in its place. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands instead of a secret. */
export const MASK = "[masked]";

/** The source of a decoded text with its spans replaced. Where spans overlap, the one that begins first, or is longer, counts. */
export function replaceSpans(decoded: Decoded, spans: readonly Span[]): string {
  const parts: string[] = [];
  let copied = 0;
  let covered = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const start = Math.max(span.start, covered);
    if (span.end <= start) {
      continue;
    }
    // What sticks out of the span before goes with it.
    const text = start === span.start ? span.text : "";
    parts.push(decoded.source.slice(copied, decoded.startOf(start)), text);
    copied = decoded.startOf(span.end);
    covered = span.end;
  }
  return copied === 0 ? decoded.source : parts.join("") + decoded.source.slice(copied);
}
