import { createHmac, randomBytes } from "node:crypto";
import { Memo } from "./memo";

/** What a pseudonym stands for; it begins with this. */
export type PseudonymKind = "host" | "ip" | "machine" | "session" | "user";

/** Hexadecimal digits of a pseudonym: two of 10,000 names are alike in one of five million exports. */
const DIGITS = 12;

/**
 * Pseudonyms of one export: equal names have equal ones, and those of another export differ. They are
 * keyed hashes whose random key nobody keeps, so that no guess at a name can be tested.
 */
export class Pseudonyms {
  private readonly key = randomBytes(32);
  private readonly digests = new Memo();

  /** The pseudonym of a name, in any case and percent-encoded or not. */
  of(kind: PseudonymKind, name: string): string {
    return `${kind}-${this.digest(decodePercent(name).normalize().trim().toLowerCase())}`;
  }

  private digest(name: string): string {
    return this.digests.of(name, () =>
      createHmac("sha256", this.key).update(name).digest("hex").slice(0, DIGITS),
    );
  }
}

/** Text whose percent-encoding is undone, where it is one. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) {
    return text;
  }
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
