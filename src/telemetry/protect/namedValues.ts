import type { Decoded } from "./decode";
import { type IdentifierMeaning, isIdentifier, meaningOf } from "./keys";
import { isIpAddress, isLocalhost } from "./places";
import type { Pseudonyms } from "./pseudonyms";
import { type Range, matchAt } from "./scan";
import type { Span } from "./spans";
import { isNothing, valueAt } from "./values";
import { isHarmless } from "./words";

/** `user=ada`, `"host": "devbox"`, `user 'ada'` */
const ASSIGNMENT =
  /(?<![\p{L}\p{N}_.-])(?<key>[\p{L}\p{N}_.-]{1,100})["'`\])]{0,3}\s{0,3}(?<separator>=>|:=|[:=]|(?=["'`]))\s{0,3}(?<quote>["'`]?)[([{<]{0,2}(?=[\p{L}\p{N}_])/gu;

const WORD = /[\p{L}\p{M}\p{N}_.-]+/uy;

/** A word behind `user:` that says what happened to the user. */
const STATE =
  /(?:ed|ing|able|own)$|^(?:access|an?|auth\w*|denied|error|failure|has|id|invalid|is|no|not|ok|permission|success|the|was)$/i;

/** Values behind keys that say whose they are. */
export function findNamedValues(decoded: Decoded, pseudonyms: Pseudonyms): Span[] {
  const { text } = decoded;
  return Array.from(text.matchAll(ASSIGNMENT), ({ 0: match, index, groups = {} }) => {
    const { key = "", separator, quote } = groups;
    const meaning = meaningInText(key);
    if (meaning === undefined) {
      return [];
    }
    const start = index + match.length;
    const value =
      quote === ""
        ? { start, end: start + (matchAt(WORD, text, start)?.[0].length ?? 0) }
        : valueAt(decoded, start - 1);
    const name = text.slice(start, value.end);
    const isSentence = meaning === "host" && /^ \p{Ll}/u.test(text.slice(value.end, value.end + 2));
    // `user: cancelled`, `server: Cannot connect`
    const isSaid =
      separator === ":" &&
      quote === "" &&
      isHarmless(name) &&
      (isSentence || /^\p{Ll}/u.test(name)) &&
      (meaning !== "user" || STATE.test(name));
    // `owner:me` is whoever asks; `the user's key`
    const isNobody = name === "me" || (quote === "'" && name.startsWith("s "));
    return isSaid || isNobody ? [] : (replaceNames(text, value, meaning, pseudonyms) ?? []);
  }).flat();
}

function meaningInText(key: string): IdentifierMeaning | undefined {
  const meaning = meaningOf(key, "text");
  if (isIdentifier(meaning)) {
    return meaning;
  }
  return /(?:login|account|member)s?$/i.test(key)
    ? "user"
    : /(?:server|computer|peer)s?$/i.test(key)
      ? "host"
      : undefined;
}

/** The names in a value that a key tells. Undefined for a URL or the like, which says itself what its names are. */
export function replaceNames(
  text: string,
  { start, end }: Range,
  meaning: IdentifierMeaning,
  pseudonyms: Pseudonyms,
): Span[] | undefined {
  const value = text.slice(start, end);
  if (isNothing(value) || isLocalhost(value.trim())) {
    return [];
  }
  if (meaning === "machine" || meaning === "session") {
    return [{ start, end, text: pseudonyms.of(meaning, value) }];
  }
  if (/:\/\/|@|%|^\s*(?:[/\\~]|[a-z]:)/i.test(value)) {
    return undefined;
  }
  // `owner/workspace`, `DOMAIN\user`, `host:22`
  return Array.from(
    value.matchAll(/(?!:\d{1,5}$)[^/\\]+?(?=:\d{1,5}$|[/\\]|$)/g),
    ({ 0: name, index }) => {
      const kind = isIpAddress(name) ? "ip" : meaning === "user" ? "user" : "host";
      const from = start + index;
      return { start: from, end: from + name.length, text: pseudonyms.of(kind, name) };
    },
  );
}
