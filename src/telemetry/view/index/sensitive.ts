import type { SensitiveKind } from "../messages";

type Kind = SensitiveKind["kind"];

/** Number of examples of each kind. */
const MAX_EXAMPLES = 5;

/** What an export writes in place of a secret or an identifier. */
const REPLACEMENT = /\[masked\]|\b(user|host|machine|session|ip|text)-[0-9a-f]{12}\b/g;

/** Counts what an export masks and replaces. */
export class SensitiveCounts {
  private readonly counts = new Map<Kind, number>();
  private readonly examples = new Map<Kind, Map<string, { stored?: string; exported: string }>>();

  /** Compares an event's text as stored and as exported. */
  add(stored: string, exported: string): void {
    if (stored === exported) {
      return;
    }
    let storedEnd = 0;
    let exportedEnd = 0;
    const replacements = Array.from(exported.matchAll(REPLACEMENT));
    for (const [position, match] of replacements.entries()) {
      const [text, name = "secret"] = match;
      // What stands between two replacements is the same in both texts.
      const before = exported.slice(exportedEnd, match.index);
      const start = stored.startsWith(before, storedEnd) ? storedEnd + before.length : -1;
      exportedEnd = match.index + text.length;
      const after = exported.slice(exportedEnd, replacements[position + 1]?.index);
      const end = start < 0 ? -1 : after === "" ? -1 : stored.indexOf(after, start);
      storedEnd = end < 0 ? stored.length : end;
      const original = end < 0 ? undefined : stored.slice(start, end);
      if (original !== text) {
        this.count(name as Kind, text, original);
      }
    }
  }

  /** The most frequent first. */
  get kinds(): SensitiveKind[] {
    return Array.from(this.counts, ([kind, count]) => ({
      kind,
      count,
      examples: Array.from(this.examples.get(kind)?.values() ?? []),
    })).sort((a, b) => b.count - a.count);
  }

  private count(kind: Kind, exported: string, original: string | undefined): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    const examples = this.examples.get(kind) ?? new Map<string, { exported: string }>();
    this.examples.set(kind, examples);
    // A secret is not shown, not even here.
    const stored = kind === "secret" ? undefined : original;
    const key = stored ?? exported;
    if (examples.size < MAX_EXAMPLES && !examples.has(key)) {
      examples.set(key, { ...(stored !== undefined && { stored }), exported });
    }
  }
}
