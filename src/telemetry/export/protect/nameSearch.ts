import type { LocalNames } from "./localNames";
import type { FoundName } from "./places";
import type { PseudonymKind } from "./pseudonyms";

/** Names that many users and machines share, and that mean something else in most places. */
const SHARED = new Set(
  `admin administrator app codespace coder container debian default dev developer docker guest home host linux localhost
  node nobody root runner server service test ubuntu user users vagrant vscode windows workspace www-data`.split(
    /\s+/,
  ),
);

/** Finds the names of this machine and its user, which may be ordinary words, wherever they stand as words. */
export class NameSearch {
  private readonly kinds = new Map<string, PseudonymKind>();
  private readonly pattern: RegExp | undefined;

  constructor({ users, hosts }: LocalNames) {
    hosts.forEach((name) => this.kinds.set(normalize(name), "host"));
    users.forEach((name) => this.kinds.set(normalize(name), "user"));
    const names = [...this.kinds.keys()].filter((name) => name.length > 1 && !SHARED.has(name));
    // The longest first: one may be the beginning of another.
    const words = [...names, ...names.map((name) => name.normalize("NFD"))]
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    this.pattern =
      words.length === 0
        ? undefined
        : new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?![\\p{L}\\p{N}\\p{M}])`, "giu");
  }

  find(text: string): FoundName[] {
    return Array.from(this.pattern ? text.matchAll(this.pattern) : [], ({ 0: name, index }) => ({
      start: index,
      end: index + name.length,
      kind: this.kinds.get(normalize(name)) ?? "user",
    }));
  }
}

function normalize(name: string): string {
  return name.normalize().toLowerCase();
}
