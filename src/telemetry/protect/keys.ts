import { Memo } from "./memo";
import { wordsOf } from "./words";

/** What a key says of the values below it; `text` is nothing, and `row` the event as a whole. */
export type KeyMeaning =
  | "row"
  | "text"
  | "name"
  | "time"
  | "id"
  | "count"
  | "version"
  | "secret"
  | "likelySecret"
  | IdentifierMeaning;

/** What a key says a value is, whatever it looks like. */
const identifierMeanings = ["user", "host", "workspace", "machine", "session"] as const;
export type IdentifierMeaning = (typeof identifierMeanings)[number];

export function isIdentifier(meaning: string): meaning is IdentifierMeaning {
  return identifierMeanings.some((each) => each === meaning);
}

/** Fields of the row itself: what makes it an event, and the ids of which a trace is made. */
const ROW_KEYS: ReadonlyMap<string, KeyMeaning> = new Map([
  ["event_name", "name"],
  ["timestamp", "time"],
  ["event_id", "id"],
  ["trace_id", "id"],
  ["parent_event_id", "id"],
]);

/** By the last words of a key, the longest first. */
const ENDINGS: readonly (readonly [KeyMeaning, RegExp])[] = [
  ["machine", /(?:^| )(?:machine|device|host) ?id$/],
  ["session", /(?:^| )session ?id$/],
  ["version", /(?:^| )version$/],
  ["id", /(?:^| )(?:commit|revision)(?: ?(?:hash|id|sha))?$/],
  ["count", /(?:^| )(?:bytes|count|size|(?:exit|status) ?code)$/],
  [
    "user",
    /(?:^| )(?:user|owner)s?(?: ?names?)?$|(?:^| )(?:log|login|account|full|display|real|nick|first|last|given|family|author|committer) ?name$|(?:^| )(?:author|committer|assignee|initiator)$|(?:^| )(?:created|updated|modified|deleted|requested|initiated|owned) ?by$/,
  ],
  ["workspace", /(?:^| )workspaces?(?: ?names?)?$/],
  [
    "host",
    /(?:^| )(?:hosts?|fqdn|hostnames?|server address|deployment url|(?:https?|all) ?proxy)$|(?:^| )(?:host|machine|computer|node) ?names?$/,
  ],
];

const SECRET =
  /(?:pass(?:word|wd|phrase|code)|(?:^| )(?:ssh|db|store|key|my|root|admin|user)?pass|(?:^| )(?:(?:db|my|root|admin|user)?pwd|pw|jwt|t?otp|pin)|secret|token|credential|(?:device|user) ?code|code ?verifier|cookie|authorization|bearer(?: auth)?|(?:api|access|private|secret|session|auth|account|signing|encryption|master|service|license) ?key|key data)s?(?: (?:value|string|hash|hint|confirm(?:ation)?|base|b|pem|json|v|old|new|prod|dev))?$/;

/** The private members of a JSON Web Key, as RFC 7518 names them. */
export const WEB_KEY_MEMBERS = "d|p|q|dp|dq|qi|oth|k";

/** Numbers of tokens, as language models count them. */
const COUNT =
  /(?:^| )(?:max|min|num|total|used|input|output|prompt|completion|cached?|reasoning|remaining)(?: \w+)? tokens$/;

const MAX_KEY_LENGTH = 100;

/** A text that only ends with such a word is no key. Nor is a path. */
const KEY_SHAPE = /^[^\p{L}\p{N}/]*[\w.$@-]+(?:[ [][\w.$@-]+){0,2}[^\p{L}\p{N}/]*$/u;

const secretKeys = new Memo<boolean>();

/** Whether a key says that its value is secret: `token`, `clientSecret`, `DB_PASS`, `_authToken`. */
export function isSecretKey(key: string): boolean {
  // npm's `_auth` is a password; an `auth` can be anything.
  return secretKeys.of(
    key,
    () =>
      key.length <= MAX_KEY_LENGTH &&
      KEY_SHAPE.test(key) &&
      (key.endsWith("_auth") || isSecretName(plainKey(key))),
  );
}

function isSecretName(plain: string): boolean {
  return SECRET.test(plain) && !COUNT.test(plain);
}

/** Whether a key is the name of an HTTP header that carries credentials, of which the whole value is secret. */
export function isCredentialHeader(key: string): boolean {
  return /^(?:proxy-)?authorization$|^(?:set-)?cookie2?$|^[a-z-]+-(?:token|key|secret|password)$/i.test(
    key,
  );
}

/** A key in lower case, its words apart, without digits at the end. */
function plainKey(key: string): string {
  return wordsOf(key.replace(/^-D/, ""))
    .join(" ")
    .toLowerCase()
    .replace(/[ \d]+$/, "");
}

const meanings = new Memo<KeyMeaning | "none">();

/** What a key says, below one that says `outer`: the nearest that says anything counts. */
export function meaningOf(key: string, outer: KeyMeaning): KeyMeaning {
  const ofRow = outer === "row" ? ROW_KEYS.get(key) : undefined;
  const own = ofRow ?? meanings.of(key, () => ownMeaning(key));
  return own === "none" ? (outer === "row" ? "text" : outer) : own;
}

function ownMeaning(key: string): KeyMeaning | "none" {
  if (isSecretKey(key)) {
    return "secret";
  }
  const plain = plainKey(key.slice(-MAX_KEY_LENGTH));
  return ENDINGS.find(([, ending]) => ending.test(plain))?.[0] ?? "none";
}
