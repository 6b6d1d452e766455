import type { Pseudonyms } from "./pseudonyms";
import { findAll } from "./scan";
import type { Span } from "./spans";

const WORD = "[\\p{L}\\p{M}\\p{N}_]";
const NAME = `${WORD}+(?:[.-]+${WORD}+)*`;

const OCTET = "(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
const GROUP = "[\\da-f]{1,4}";

const ADDRESSES: readonly RegExp[] = [
  // Versions begin with a letter, or have other numbers of parts, unless they are those of WSL's kernels.
  new RegExp(`(?<![vV\\d.])${OCTET}(?:\\.${OCTET}){3}(?!\\.?\\d|-microsoft)`, "g"),
  // IPv6, also with the IPv4 address and the zone that it may end with; `a::b` is a name in a program.
  new RegExp(
    `(?<![\\w.])(?=\\S{0,50}(?:\\d|(?:${GROUP}:){3}))(?:(?:${GROUP}:){7}${GROUP}|(?:(?:${GROUP}:){1,7}|(?<!:):)(?:(?::${GROUP}){1,7}|:)(?:(?::|(?<=:))${OCTET}(?:\\.${OCTET}){3})?(?:%\\w{1,20})?)(?!\\w)`,
    "gi",
  ),
  // Of a network card.
  /(?<!\w|\w:)[\da-f]{2}(?::[\da-f]{2}){5}(?!:?\w)/gi,
];

/** A character of a URL's host and what stands before it. */
const AUTHORITY = "[^\\s/?#\"'`<>|\\\\,;(){}[\\]\\0\\x1b]";
/** Without a port, and without what ends a sentence. */
const HOST = `((?:(?![:@])${AUTHORITY})*(?![:@.!])${AUTHORITY})`;
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

/** A word in the middle of a sentence, unless it is what users and hosts have or run. */
const CAPITALIZED =
  "(?!(?:Agent|Error|Id|Key|Linux|Name|Not|Ubuntu|Windows)\\b)(\\p{Lu}\\p{Ll}+)(?![\\p{L}\\p{N}_-])";
/** What users have, and no name. */
const NO_THING =
  "(?!(?:account|agent|could|has|is|was|were|preference|config\\w*|data|director\\w+|field|file|folder|group|home|id|image|info\\w*|input|key|name|password|profile|quer(?:y|ies)|quota|record|role|secret|session|setting|store|table|template|token)s?\\b)";
/** What `workspace build/1` names is no owner. */
const BEFORE_OWNER =
  "\\b(?:coder [a-z-]{2,20}|workspace(?! (?:build|start|stop|update|delete)s?\\/)) ";

/** Finds names of a kind. */
export type NamePattern = readonly [kind: "user" | "host" | "ip", pattern: RegExp];

/** Where a name stands, whatever word it is. */
const PLACES: readonly NamePattern[] = [
  ...ADDRESSES.map((pattern): NamePattern => ["ip", pattern]),
  // `https://ada:…@dev.example.com:443`, `vscode-remote://ssh-remote+devbox`
  ["user", new RegExp(`:\\/\\/((?:(?!:)${AUTHORITY})+)(?=(?::${AUTHORITY}*)?@)`, "gu")],
  ["host", new RegExp(`:\\/\\/(?:${AUTHORITY}*@)?(?:[a-z-]{1,30}\\+)?${HOST}`, "giu")],
  // `ada@example.com`, but not `ada@1.2.3`
  ["user", new RegExp(`(?<!${LOCAL_PART})${LOCAL_PART}+(?=@(?!${TAG})[\\p{L}\\p{N}[])`, "giu")],
  ["host", new RegExp(`(?<=${LOCAL_PART}@)(?!${TAG})(?=[\\p{L}\\p{N}[])${HOST}`, "giu")],
  // `/home/ada`, `C:\Users\Ada Lovelace`, `/home/DOMAIN/ada`, `~ada`
  [
    "user",
    new RegExp(
      `(?:[/\\\\](?:HOME|[Hh]omes?|[Uu]sers|USERS|[Dd]ocuments and [Ss]ettings|(?:var|spool)[/\\\\]mail|crontabs|media)[/\\\\]{1,4}|(?<![^\\s"'\`(=:/])~(?=${WORD}))(?!${NO_USER})([A-Z][A-Z0-9-]{1,15}\\/${FOLDER}|${FOLDER}(?:${FURTHER_NAMES})?)`,
      "gu",
    ),
  ],
  // `/@owner/workspace.agent`
  ["user", new RegExp(`\\/@(${ROUTE_PART})`, "g")],
  ["host", new RegExp(`\\/@${ROUTE_PART}\\/(${ROUTE_PART})`, "g")],
  // `\\server\share`
  ["host", new RegExp(`(?<![\\\\\\w])\\\\\\\\(?:\\?\\\\UNC\\\\)?(${NAME})(?=\\\\)`, "gu")],
  // `CORP\ada`, `AzureAD\ada`
  [
    "user",
    new RegExp(
      `(?<![\\p{L}\\p{M}\\p{N}_.\\\\/:-])(?:[A-Z][A-Z0-9-]{1,14}|[Aa]zure[Aa][Dd])\\\\(${NAME})`,
      "gu",
    ),
  ],
  // As OpenSSH and others log it.
  [
    "user",
    new RegExp(
      `(?:(?:password|publickey) for (?:(?:invalid )?user )?(?!user\\b)|(?:[Ii]nvalid|authenticating|opened for) user (?=\\S{1,64}(?: from |\\(| \\S{1,64} port ))|(?<!\\S)(?:--user(?:name)? |-l )|(?:[Ll]ogged|[Ss]igned) in as[:\\s"'\`(]{1,3}|\\b[ug]id=\\d{1,10}\\()(${NAME})`,
      "gu",
    ),
  ],
  [
    "host",
    new RegExp(
      `\\b(?:ENOTFOUND|EAI_AGAIN|lookup|dial (?:tcp|udp)[46]?(?= [^:\\s]{1,253}:)|resolve host(?:name)?|connect to host|(?:connecting|authenticating) to)[\\s"'\`(]{1,3}(${NAME})`,
      "giu",
    ),
  ],
  // `"Ada Lovelace" <ada@example.com>`
  [
    "user",
    new RegExp(
      `(?<![\\p{L}\\p{M}\\p{N}_.-])(?:\\p{Lu}[\\p{L}\\p{M}.'’-]{0,40} ){0,3}${NAME}(?=["']?\\s?<[^\\s<>@]{1,64}@)`,
      "gu",
    ),
  ],
  // `git@github.com:ada/x.git`
  [
    "user",
    new RegExp(
      `(?<![\\w.-])(?:github|gitlab|bitbucket)\\.[a-z]{2,10}[:/](?!\\d|(?:login|coder|microsoft)\\b)(${ROUTE_PART})`,
      "g",
    ),
  ],
  // `user mark not found`, but not `user settings not found`
  [
    "user",
    new RegExp(
      `\\buser ${NO_THING}(\\p{L}+)(?= (?:not found|does not exist|doesn't exist|already exists))`,
      "gu",
    ),
  ],
  // `user Mark`, but not `User Agent`
  ["user", new RegExp(`\\b(?:user|owner|member|account) ${CAPITALIZED}`, "gu")],
  ["host", new RegExp(`\\bhost ${CAPITALIZED}`, "gu")],
  // As OpenSSH's configuration names them, in lines that are indented.
  ["user", new RegExp(`^[ \\t]+User (${NAME})[ \\t]*$`, "gmu")],
  ["host", new RegExp(`\\b(?:HostName|ProxyJump) (${NAME})`, "gu")],
  // `coder ssh ada/workspace`
  ["user", new RegExp(`${BEFORE_OWNER}(${NAME})(?=\\/)`, "gu")],
  ["host", new RegExp(`${BEFORE_OWNER}${NAME}\\/(${NAME})`, "gu")],
  // As the Coder extension names its SSH hosts: `coder-vscode.dev.example.com--owner--workspace.agent`.
  ["host", /(?<![\p{L}\p{N}_.-])coder[\p{L}\p{N}_.-]*--[\p{L}\p{N}_.-]*/gu],
];

/** The names in a text that stand in such places, and those that further patterns find. */
export function findNames(
  text: string,
  patterns: readonly NamePattern[],
  pseudonyms: Pseudonyms,
): Span[] {
  const spans: Span[] = [];
  for (const [kind, pattern] of [...PLACES, ...patterns]) {
    for (const { start, end } of findAll(text, pattern)) {
      const name = text.slice(start, end);
      if (!isLocalhost(name)) {
        spans.push({ start, end, text: pseudonyms.of(kind, name) });
      }
    }
  }
  return spans;
}

/** Every machine's own name and addresses, and those that stand for any. */
export function isLocalhost(name: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::1?)$/i.test(name);
}

export function isIpAddress(text: string): boolean {
  return ADDRESSES.some((pattern) =>
    findAll(text, pattern).some(({ start, end }) => end - start === text.length),
  );
}
