// Places in a text where a name stands, whatever word it is: URLs, homes, shares, assignments.
import type { Decoded } from "./decode";
import { meaningOf } from "./keys";
import type { PseudonymKind } from "./pseudonyms";
import { endOf } from "./scan";
import { isNothing, valueAt } from "./values";
import { isHarmless, wordsOf } from "./words";

/** A piece of a text between blanks and punctuation, and what stands before it. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** What is between the piece before and this one, as far as it matters. */
  readonly gap: string;
  readonly previous: string;
}

/** A name in a text. */
export interface FoundName {
  readonly kind: PseudonymKind;
  readonly start: number;
  readonly end: number;
}

/** The names in a place that begins with a piece, and where the place ends. */
export interface Place {
  readonly names: readonly FoundName[];
  readonly end: number;
}

/** The place that begins with a piece, if there is one. */
export function placeAt(decoded: Decoded, piece: Piece): Place | undefined {
  return (
    urlAt(decoded, piece) ??
    homeAt(decoded, piece) ??
    ownerAt(decoded, piece) ??
    shareAt(decoded, piece) ??
    loginAt(decoded, piece) ??
    accountAt(decoded, piece) ??
    assignedAt(decoded, piece)
  );
}

function placeOf(kind: PseudonymKind, start: number, end: number): Place {
  return { names: [{ kind, start, end }], end };
}

const AUTHORITY = /[^\s/?#"'`<>|\\,;(){}[\]\0\x1b]*/y;

/** Where the host that begins here ends: before its port, and before what ends a sentence. */
export function hostEnd(text: string, start: number): number {
  const end = endOf(AUTHORITY, text, start);
  return end - (/(?::\d{0,5})?[.:!]{0,3}$/.exec(text.slice(start, end))?.[0].length ?? 0);
}

/** `https://ada:…@dev.example.com:443`, `vscode-remote://ssh-remote+devbox` */
function urlAt({ text }: Decoded, { start, gap }: Piece): Place | undefined {
  if (!gap.endsWith("://")) {
    return undefined;
  }
  const end = endOf(AUTHORITY, text, start);
  const authority = text.slice(start, end);
  const at = authority.lastIndexOf("@");
  const userLength = authority.slice(0, Math.max(0, at)).split(":")[0]?.length ?? 0;
  const prefix = /^[a-z-]{1,30}\+/i.exec(authority.slice(at + 1))?.[0].length ?? 0;
  const from = start + at + 1 + prefix;
  const names: FoundName[] = [
    { kind: "user", start, end: start + userLength },
    { kind: "host", start: from, end: hostEnd(text, from) },
  ];
  return { names: names.filter((name) => !isLocalhost(text.slice(name.start, name.end))), end };
}

/** What stands below `/users/` in an API's routes and in Windows, and is no user. */
const NOT_USERS = /^(?:me|login|logout|authmethods|first|oauth2|oidc|otp|roles|public|shared)$/i;
const FOLDER = /(?:[^\s/\\:*?"<>|;,()[\]{}&#'’`\0\x1b]|(?<=\p{L})['’](?=\p{L}))+/uy;
const FURTHER_NAMES = /(?: \p{Lu}[\p{L}\p{M}\p{N}.'’-]{0,40}){1,3}(?=[/\\"'`]|$)/uy;

const HOMES = /[/\\](?:home|users|documents and settings|var[/\\]mail|media)$/i;

/** `/home/ada`, `~ada`, `C:\Users\Ada Lovelace`, `/home/DOMAIN/ada` */
function homeAt({ text }: Decoded, { start, gap }: Piece): Place | undefined {
  const before = text.slice(Math.max(0, start - gap.length - 23), start - gap.length);
  const isBelowHomes = /^[/\\]{1,4}$/.test(gap) && HOMES.test(before);
  if (!isBelowHomes && !/(?:^|[\s"'`(=:])~$/.test(gap)) {
    return undefined;
  }
  const folderEnd = endOf(FOLDER, text, start);
  const folder = text.slice(start, folderEnd);
  if (NOT_USERS.test(folder)) {
    return undefined;
  }
  const end = endOf(FURTHER_NAMES, text, folderEnd);
  const isDomain = /^[A-Z][A-Z0-9-]{1,15}$/.test(folder) && text[end] === "/";
  return placeOf("user", start, isDomain ? Math.max(end, endOf(FOLDER, text, end + 1)) : end);
}

const ROUTE_PART = /[^\s/?#"'`<>\\,;)}\]]*/y;

/** `/@owner/workspace.agent` */
function ownerAt({ text }: Decoded, { start, gap }: Piece): Place | undefined {
  if (!gap.endsWith("/@")) {
    return undefined;
  }
  const end = endOf(ROUTE_PART, text, start);
  const owner: FoundName = { kind: "user", start, end };
  if (text[end] !== "/") {
    return { names: [owner], end };
  }
  const workspace: FoundName = {
    kind: "host",
    start: end + 1,
    end: endOf(ROUTE_PART, text, end + 1),
  };
  return { names: [owner, workspace], end: workspace.end };
}

/** `\\server\share` */
function shareAt({ text }: Decoded, { start, end, gap }: Piece): Place | undefined {
  return /(?:^|[^\\\w])\\\\(?:\?\\UNC\\)?$/.test(gap) && text[end] === "\\"
    ? placeOf("host", start, end)
    : undefined;
}

const LOGIN =
  /(?:(?:password|publickey) for (?:invalid user )?|\s(?:--user(?:name)? |-l )|(?:logged|signed) in as |\b[ug]id=\d+\()$/;

/** `Failed password for ada`, as OpenSSH logs it; `ssh -l ada`, `uid=1000(ada)`. */
function loginAt({ text }: Decoded, { start, end, previous }: Piece): Place | undefined {
  return /^(?:for|user|username|l|as|\d+)$/.test(previous) &&
    LOGIN.test(text.slice(Math.max(0, start - 40), start))
    ? placeOf("user", start, end)
    : undefined;
}

/** `CORP\ada` */
function accountAt({ text }: Decoded, { start, end, gap, previous }: Piece): Place | undefined {
  const before = text[start - gap.length - previous.length - 1] ?? "";
  return gap === "\\" && /^[A-Z][A-Z0-9-]{1,14}$/.test(previous) && !/[\\/:]/.test(before)
    ? placeOf("user", start, end)
    : undefined;
}

export const USER_WORD = /^(?:users?|usernames?|owners?|logins?|lognames?|accounts?|members?)$/i;
export const HOST_WORD =
  /^(?:hosts?|hostnames?|servers?|machines?|computers?|fqdn|peers?|dns|proxy)$/i;

/** `=`, `:` and the like between a key and its value, and the quote or bracket that opens that. */
const ASSIGNMENT = /^["'`\])]{0,3}\s{0,3}(=>|:=|[:=]|(?=["'`]))\s{0,3}(["'`]?)[([{<]{0,2}$/;

/** A word behind `user:` that says what happened to the user. */
const STATE =
  /(?:ed|ing|able|own)$|^(?:access|an?|auth\w*|denied|error|failure|has|id|invalid|is|no|not|ok|permission|success|the|was)$/i;

/** `user=ada`, `"host": "devbox"`, `user 'ada'` */
function assignedAt(decoded: Decoded, { start, end, gap, previous }: Piece): Place | undefined {
  const [, separator, quote = ""] = ASSIGNMENT.exec(gap) ?? [];
  const kind = separator === undefined ? undefined : kindOfKey(previous);
  if (kind === undefined) {
    return undefined;
  }
  const valueEnd = quote === "" ? end : valueAt(decoded, start - 1, { kind: "word" }).end;
  const value = decoded.text.slice(start, valueEnd);
  // `user: cancelled`
  const isSaid =
    separator === ":" &&
    quote === "" &&
    isHarmless(value) &&
    /^\p{Ll}/u.test(value) &&
    (kind === "host" || STATE.test(value));
  // `owner:me` is whoever asks; `the user's key`
  const isNobody = isLocalhost(value) || value === "me" || (gap === "'" && value.startsWith("s "));
  return isSaid || isNothing(value) || isNobody || /[:/@\\]/.test(value)
    ? undefined
    : placeOf(kind, start, valueEnd);
}

function kindOfKey(key: string): "user" | "host" | undefined {
  const word = wordsOf(key).at(-1) ?? "";
  const meaning = meaningOf(key, "text");
  if (meaning === "user" || USER_WORD.test(word)) {
    return "user";
  }
  return meaning === "host" || meaning === "workspace" || HOST_WORD.test(word) ? "host" : undefined;
}

/** Every machine's own name and addresses, and those that stand for any. */
export function isLocalhost(name: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|::1?)$/i.test(name);
}
