import { matchAt } from "./scan";
import { type Span, masked } from "./spans";
import { isNothing, isPlain } from "./values";

/** To the next URL, or a quote that ends a value. */
const AUTHORITY = /:\/\/((?:(?!:\/\/)[^\s"'<>`]|["'`](?=[A-Za-z0-9@]))*)/g;

/** As Go's MySQL driver takes it: `svc:…@tcp(db:3306)/app`. */
const SOURCE_NAME = /:[^\s:@"'`/]{1,200}@(?=(?:tcp|unix)\()/g;

/** Passwords between a URL's scheme and host, also with characters that should have been percent-encoded. */
export function findUrlPasswords(text: string): Span[] {
  const inUrls = Array.from(text.matchAll(AUTHORITY), ({ 1: rest = "", index }) => {
    const [authority = ""] = /^[^/?#]*/.exec(rest) ?? [];
    const isWhole = authority.includes("@");
    const at = isWhole ? authority.lastIndexOf("@") : rest.indexOf("@");
    const colon = authority.indexOf(":");
    const start = index + "://".length;
    if (at === -1) {
      const end = start + rest.length;
      const isCut = (end === text.length || text[end] === '"') && isPasswordStart(authority, colon);
      return isCut ? [masked(start + colon + 1, end)] : [];
    }
    if (colon === -1 || colon > at) {
      // A long random name is a token that stands in a user's place.
      const isToken = isWhole && at >= 16 && /\d/.test(authority) && /[a-z]/i.test(authority);
      return isToken ? [masked(start, start + at)] : [];
    }
    // Behind a port an `@` belongs to the path.
    const isPort = !isWhole && /^\d{1,5}(?:[/?#]|$)/.test(rest.slice(colon + 1));
    const end = start + at;
    return isPort || end === start + colon + 1 ? [] : [masked(start + colon + 1, end)];
  });
  const inSourceNames = Array.from(text.matchAll(SOURCE_NAME), ({ 0: match, index }) => [
    masked(index + 1, index + match.length - 1),
  ]);
  return [...inUrls, ...inSourceNames].flat();
}

/** Whether a password begins behind the colon of a URL that was cut off: not a port, nor an address. */
function isPasswordStart(authority: string, colon: number): boolean {
  const password = authority.slice(colon + 1);
  const isHost = /^(?:[\da-f:]+|\[.*)$/i.test(authority) || /^\d{0,5}$/.test(password);
  return colon !== -1 && !isHost && !isNothing(password) && !isPlain(password);
}

const QUERY_KEY = /^(?:code|key|sig|signature|auth|jwt|session|sid|state|x-amz-[a-z-]{1,40})$/i;

/** Parameters of a URL that are secrets there, and ordinary words elsewhere. */
export function isQueryKey(text: string, start: number, key: string): boolean {
  return (
    /[?&#]/.test(text[start - 1] ?? "") && text[start + key.length] === "=" && QUERY_KEY.test(key)
  );
}

const QUERY_VALUE = /=([^&\s#"'<>]+)/y;

export function queryValue(text: string, end: number): Span | undefined {
  const value = matchAt(QUERY_VALUE, text, end)?.[1];
  return value === undefined || isNothing(value) || isPlain(value) || /^\d{1,5}$/.test(value)
    ? undefined
    : masked(end + 1, end + 1 + value.length);
}
