import { groupsIn } from "./scan";

const WORD = "[\\p{L}\\p{M}\\p{N}_]";
const NAME = `${WORD}+(?:[.-]+${WORD}+)*`;

const OCTET = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
const GROUP = "[\\da-f]{1,4}";

const ADDRESSES: readonly RegExp[] = [
  // Versions begin with a letter, or have other numbers of parts, unless they are those of WSL's kernels.
  new RegExp(`(?<![vV\\d.])(?<ip>${OCTET}(?:\\.${OCTET}){3})(?!\\.?\\d|-microsoft)`, "dg"),
  // As in the names of hosts.
  new RegExp(`(?<=ip-)(?<ip>${OCTET}(?:-${OCTET}){3})(?![.-]?\\d)`, "dgi"),
  // IPv6, also with the IPv4 address and the zone that it may end with; `a::b` is a name in a program.
  new RegExp(
    `(?<![\\w.])(?=\\S{0,50}(?:\\d|(?:${GROUP}:){3}))(?<ip>(?:${GROUP}:){7}${GROUP}|(?:(?:${GROUP}:){1,7}|(?<!:):)(?:(?::${GROUP}){1,7}|:)(?:(?::|(?<=:))${OCTET}(?:\\.${OCTET}){3})?(?:%\\w{1,20})?)(?!\\w)`,
    "dgi",
  ),
  // Of a network card.
  /(?<!\w|\w:)(?<ip>[\da-f]{2}(?::[\da-f]{2}){5})(?!:?\w)/dgi,
];

/** A character of a URL's host and what stands before it. */
const AUTHORITY = "[^\\s/?#\"'`<>|\\\\,;(){}[\\]\\0\\x1b]";
/** Without a port, and without what ends a sentence. */
const HOST = `(?<host>(?:(?![:@])${AUTHORITY})*(?![:@.!])${AUTHORITY})`;
const LOCAL_PART = "[\\p{L}\\p{M}\\p{N}_.%+~!#$*^-]";
/** Behind the name of a package. */
const TAG =
  "(?:v?\\d+(?:\\.\\d+){0,2}(?!\\.?\\d)|(?:latest|next|beta|alpha|canary|rc|lts|stable|main|master|head)(?![\\p{L}\\p{N}]))(?!\\.?\\p{L})";

const FOLDER = "(?:[^\\s/\\\\:*?\"<>|;,()[\\]{}&#'’`\\0\\x1b]|(?<=\\p{L})['’](?=\\p{L}))+";
const FURTHER_NAMES = "(?: \\p{Lu}[\\p{L}\\p{M}\\p{N}.'’-]{0,40}){1,3}(?=[/\\\\\"'`]|$)";
/** What stands below `/users/` in an API's routes, and is no user. */
const NO_USER =
  "(?:me|login|logout|authmethods|first|oauth2|oidc|otp|roles|public|shared|Public)(?![^/\\\\?\\s\"'`])";
const ROUTE_PART = "[^\\s/?#\"'`<>\\\\,;)}\\]]+";

/** Where a name stands, whatever word it is. The groups say what of. */
const PLACES: readonly RegExp[] = [
  ...ADDRESSES,
  // `https://ada:…@dev.example.com:443`, `vscode-remote://ssh-remote+devbox`
  new RegExp(
    `:\\/\\/(?:(?<user>(?:(?!:)${AUTHORITY})*)(?::${AUTHORITY}*)?@)?(?:[a-z-]{1,30}\\+)?${HOST}`,
    "dgiu",
  ),
  // `ada@example.com`, but not `ada@1.2.3`
  new RegExp(
    `(?<!${LOCAL_PART})(?<user>${LOCAL_PART}+)@(?!${TAG})(?=[\\p{L}\\p{N}[])(?:${HOST})?`,
    "dgiu",
  ),
  // `/home/ada`, `C:\Users\Ada Lovelace`, `/home/DOMAIN/ada`, `~ada`
  new RegExp(
    `(?:[/\\\\](?:[Hh]ome|[Uu]sers|USERS|[Dd]ocuments and [Ss]ettings|var[/\\\\]mail|media)[/\\\\]{1,4}|(?<![^\\s"'\`(=:])~(?=${WORD}))(?!${NO_USER})(?<user>[A-Z][A-Z0-9-]{1,15}\\/${FOLDER}|${FOLDER}(?:${FURTHER_NAMES})?)`,
    "dgu",
  ),
  // `/@owner/workspace.agent`
  new RegExp(`\\/@(?<user>${ROUTE_PART})(?:\\/(?<host>${ROUTE_PART}))?`, "dg"),
  // `\\server\share`
  new RegExp(`(?<![\\\\\\w])\\\\\\\\(?:\\?\\\\UNC\\\\)?(?<host>${NAME})(?=\\\\)`, "dgu"),
  // `CORP\ada`
  new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_.\\\\/:-])[A-Z][A-Z0-9-]{1,14}\\\\(?<user>${NAME})`, "dgu"),
  // As OpenSSH and others log it.
  new RegExp(
    `(?:(?:password|publickey) for (?:invalid user )?|\\s(?:--user(?:name)? |-l )|(?:logged|signed) in as |\\b[ug]id=\\d{1,10}\\()(?<user>${NAME})`,
    "dgu",
  ),
  new RegExp(
    `\\b(?:ENOTFOUND|EAI_AGAIN|lookup|resolve host(?:name)?|connect to host|(?:connecting|authenticating) to)[\\s"'\`(]{1,3}(?<host>${NAME})`,
    "dgiu",
  ),
  // As the Coder extension names its SSH hosts: `coder-vscode.dev.example.com--owner--workspace.agent`.
  /(?<![\p{L}\p{N}_.-])(?<host>coder[\p{L}\p{N}_.-]*--[\p{L}\p{N}_.-]*)/dgu,
];

/** A name in a text. */
export interface FoundName {
  readonly kind: "user" | "host" | "ip";
  readonly start: number;
  readonly end: number;
}

/** The names in a text that stand in such places, and those that one of the patterns has a group for. */
export function findNames(text: string, patterns: readonly RegExp[]): FoundName[] {
  return [...PLACES, ...patterns]
    .flatMap((pattern) => groupsIn(text, pattern))
    .map(({ name, start, end }): FoundName => {
      return { kind: name === "user" || name === "ip" ? name : "host", start, end };
    })
    .filter(({ start, end }) => !isLocalhost(text.slice(start, end)));
}

/** Every machine's own name and addresses, and those that stand for any. */
export function isLocalhost(name: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::1?)$/i.test(name);
}

export function isIpAddress(text: string): boolean {
  return ADDRESSES.some((pattern) =>
    groupsIn(text, pattern).some(({ start, end }) => end - start === text.length),
  );
}
