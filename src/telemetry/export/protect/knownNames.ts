import { type PseudonymKind, decodePercent } from "./pseudonyms";

/** So many names are known at once, the latest: each makes it slower to look for all of them. */
const MAX_NAMES = 50;

/** A shorter word is more often something else than a name, and no host's name is longer. */
const MIN_LENGTH = 3;
const MAX_LENGTH = 253;

/** Names that many machines and users share, and words that mean something else in most places. */
const COMMON = new Set(
  `admin administrator aborted agent app build bin cli client code coder command connection cloud config
  daemon data debug default dev error event export false file git github guest home host http https info
  json linux local localhost log login machine main master name node none null nobody otlp path prod
  production properties public remote result root runner server service session shared src ssh staging
  start state status stop success system telemetry temp test timeout tmp token true type ubuntu undefined
  unknown update url user username users version vscode vscode-app web windows win32 darwin work worker
  workspace workspaces context measurements message codespace masked`.split(/\s+/),
);

/**
 * Names that have been met where it is certain that they are names, to be found as words elsewhere.
 * A name in another name's place (a user called like a folder) is replaced there, too.
 */
export class KnownNames {
  private readonly kinds = new Map<string, PseudonymKind>();
  private pattern: RegExp | undefined;

  /**
   * Remembers a name, unless it is so common or short that it would be found in other words' places.
   * True when it was not known before.
   */
  add(kind: PseudonymKind, name: string): boolean {
    const known = name.normalize().toLowerCase();
    if (
      this.kinds.has(known) ||
      known.length < MIN_LENGTH ||
      known.length > MAX_LENGTH ||
      COMMON.has(known) ||
      !/\p{L}/u.test(known)
    ) {
      return false;
    }
    const [oldest] = this.kinds.keys();
    if (this.kinds.size === MAX_NAMES && oldest !== undefined) {
      this.kinds.delete(oldest);
    }
    this.kinds.set(known, kind);
    this.pattern = undefined;
    return true;
  }

  /** Replaces each of the names where it stands as a word, in any case, percent-encoded or not. */
  replace(text: string, toPseudonym: (kind: PseudonymKind, name: string) => string): string {
    if (this.kinds.size === 0) {
      return text;
    }
    this.pattern ??= toPattern([...this.kinds.keys()]);
    return text.replace(this.pattern, (word) => {
      const name = decodePercent(word).normalize().toLowerCase();
      return toPseudonym(this.kinds.get(name) ?? "user", name);
    });
  }
}

function toPattern(names: readonly string[]): RegExp {
  const spellings = new Set(names.flatMap((name) => [name, name.normalize("NFD"), encode(name)]));
  // The longest first: one may be the beginning of another.
  const words = [...spellings]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const start = String.raw`(?:(?<![\p{L}\p{N}])|(?<=%[0-9a-f]{2}|\\[nrt]))`;
  return new RegExp(`${start}(?:${words.join("|")})(?![\\p{L}\\p{N}])`, "giu");
}

function encode(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}
