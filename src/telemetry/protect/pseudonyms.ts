import { createHmac, randomBytes } from "node:crypto";
import { Memo } from "./memo";

/** What a pseudonym stands for; it begins with this. `text` is whatever is not known to be harmless. */
export type PseudonymKind = "host" | "ip" | "machine" | "session" | "text" | "user";

/** Hexadecimal digits of a pseudonym: two of 10,000 names are alike in one of five million exports. */
const DIGITS = 12;

/** The key of an export's pseudonyms. The threads of an export share it. */
export function createPseudonymKey(): Uint8Array {
  return new Uint8Array(randomBytes(32));
}

/**
 * Pseudonyms of one export: equal names have equal digits, whatever they stand for, and those of another export differ. They are
 * keyed hashes whose random key nobody keeps, so that no guess at a name can be tested.
 */
export class Pseudonyms {
  private readonly key: Uint8Array;
  private readonly digests = new Memo<string>();

  constructor(key: Uint8Array) {
    this.key = key;
  }

  /** The pseudonym of a name, in any case. */
  of(kind: PseudonymKind, name: string): string {
    return `${kind}-${this.digests.of(name, () => this.digest(name))}`;
  }

  private digest(name: string): string {
    const same = name.normalize("NFKC").trim().toLowerCase();
    return createHmac("sha256", this.key).update(same).digest("hex").slice(0, DIGITS);
  }
}
