import type { Decoded } from "./decode";
import { fileExtension, isDomain } from "./domains";
import { findNamedValues } from "./namedValues";
import { type NamePattern, findNames, isLocalhost } from "./places";
import type { PseudonymKind, Pseudonyms } from "./pseudonyms";
import { type Range, findAll } from "./scan";
import { findSecrets } from "./secrets";
import type { Span } from "./spans";
import { isHarmless, isKnownWord } from "./words";

/** What a search works with, the same for all texts of an export. */
export interface SearchTools {
  readonly pseudonyms: Pseudonyms;
  /** Find the names of this machine and its user. */
  readonly localNames: readonly NamePattern[];
}

/**
 * Finds in one text the secrets, the names, and whatever else is not known to be harmless.
 *
 * @param isKey whether the text is the name of a property or the like, of which none is a host.
 */
export function findIdentifiers(decoded: Decoded, isKey: boolean, tools: SearchTools): Span[] {
  const { text } = decoded;
  const { pseudonyms, localNames } = tools;
  const found = [
    ...findSecrets(decoded),
    ...findNames(text, localNames, pseudonyms),
    ...findNamedValues(decoded, pseudonyms),
  ].toSorted((a, b) => a.start - b.start);
  const spans: Span[] = [];
  let from = 0;
  for (const span of [...found, { start: text.length, end: text.length, text: "" }]) {
    for (const piece of piecesOf(text, from, span.start)) {
      const kind = kindOf(text, piece, isKey);
      const rest = kind && unknownPart(text, piece, kind);
      if (kind && rest) {
        const { start, end } = rest;
        spans.push({ start, end, text: pseudonyms.of(kind, text.slice(start, end)) });
      }
    }
    spans.push(span);
    from = Math.max(from, span.end);
  }
  return spans;
}

/** What stands between blanks and punctuation. */
const PIECE = /[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?/gu;

function piecesOf(text: string, from: number, to: number): Range[] {
  const pieces = from < to ? findAll(text.slice(from, to), PIECE) : [];
  return pieces.map(({ start, end }) => ({ start: from + start, end: from + end }));
}

const USER_BEFORE = /\b(?:users?|usernames?|owners?|logins?|accounts?|members?)[\s"'`(]{1,3}$/i;
const HOST_BEFORE =
  /\b(?:hosts?|hostnames?|servers?|machines?|peers?|proxy|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|tcp[46]?|udp|resolve)[\s"'`(]{1,3}$/i;

/** Of what a piece is the name, as far as what stands around it tells; undefined for one that is known to be harmless. */
function kindOf(text: string, { start, end }: Range, isKey: boolean): PseudonymKind | undefined {
  const name = text.slice(start, end);
  if (isLocalhost(name)) {
    return undefined;
  }
  if (isHarmless(name) || isContraction(name, text.slice(end, end + 3))) {
    return !isKey && isDomain(name, 3) ? "host" : undefined;
  }
  const before = text.slice(Math.max(0, start - 20), start);
  if (isErrorCode(name, before)) {
    return undefined;
  }
  const hasPort = /^:\d{2,5}(?!\d)/.test(text.slice(end, end + 7));
  if (isDomain(name, 2) || ((hasPort || HOST_BEFORE.test(before)) && fileExtension(name) === "")) {
    return "host";
  }
  return USER_BEFORE.test(before) ? "user" : "text";
}

const CODE_BEFORE = /(?:exited with|code|status|errno)["'`]?[\s:=(]{1,3}-?$/i;

/**
 * Whether this is an exit code of Windows: an error of the system such as 0xC0000005, or a negative number down to -256. Or an
 * error of OpenSSL, `error:0A000086:`.
 */
function isErrorCode(name: string, before: string): boolean {
  const code = before.endsWith("-") ? 2 ** 32 - Number(name) : Number(name);
  return CODE_BEFORE.test(before)
    ? (code >= 0xc0000000 && code <= 0xc000ffff) || (code >= 0xffffff00 && code <= 0xffffffff)
    : before.endsWith("error:") && /^(?=\d*[A-F])[\dA-F]{8}$/.test(name);
}

/** `don't`, whose parts are no words. */
function isContraction(name: string, behind: string): boolean {
  return /^['’]t(?!\p{L})/u.test(behind) && isKnownWord(`${name}t`);
}

/** A piece without the version that it begins with, and the extension that it ends with; undefined when nothing else is unknown. */
function unknownPart(text: string, { start, end }: Range, kind: PseudonymKind): Range | undefined {
  if (kind === "host") {
    return { start, end };
  }
  const name = text.slice(start, end);
  const version = /^v?\d{1,5}(?:\.\d{1,5}){0,2}[-_.](?!\d)/.exec(name)?.[0].length ?? 0;
  const rest = { start: start + version, end: end - fileExtension(name).length };
  return isHarmless(text.slice(rest.start, rest.end)) ? undefined : rest;
}
