import { homedir, hostname, userInfo } from "node:os";
import { basename } from "node:path";
import type { NamePattern } from "./places";
import { setOf } from "./words";

/** Names of this machine and of who uses it, which telemetry may hold anywhere. */
export interface LocalNames {
  readonly users: readonly string[];
  readonly hosts: readonly string[];
}

/** The names that the operating system tells. */
export function readLocalNames(): LocalNames {
  const host = hostname();
  return {
    users: [userName(), basename(homedir())].filter((name) => name !== undefined),
    hosts: [host, host.split(".")[0] ?? host],
  };
}

/** Undefined for a user whom the system does not know, as in a container. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** Names that many users and machines share, and that mean something else in most places. */
const SHARED =
  setOf(`admin administrator app codespace coder container debian default dev developer docker guest home host linux localhost
  node nobody root runner server service test ubuntu user users vagrant vscode windows workspace www-data`);

/** Patterns that find these names wherever they stand as words. */
export function localNamePatterns({ users, hosts }: LocalNames): NamePattern[] {
  const kinds = [
    ["user", users],
    ["host", hosts],
  ] as const;
  return kinds.flatMap(([kind, all]): NamePattern[] => {
    const names = all
      .filter((name) => name.length > 1 && !SHARED.has(name.toLowerCase()))
      .flatMap((name) => [name.normalize("NFC"), name.normalize("NFD")])
      // The longest first: one may be the beginning of another.
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    const pattern = `(?<![\\p{L}\\p{N}])(?:${names.join("|")})(?![\\p{L}\\p{N}\\p{M}])`;
    return names.length === 0 ? [] : [[kind, new RegExp(pattern, "giu")]];
  });
}
