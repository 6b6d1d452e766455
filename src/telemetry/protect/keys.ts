import { Memo } from "./memo";
import { setOf, wordsOf } from "./words";

/**
 * What a key says of the values below it; `text` is nothing, and `row` the event as a whole. What `auth` names can be anything, also
 * `user:password`.
 */
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
  | "auth"
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
  ["auth", /(?:^| )auth(?: ident)?$/],
  ["machine", /(?:^| )(?:machine|device|host) ?id$/],
  ["session", /(?:^| )session ?id$/],
  ["version", /(?:^| )version$/],
  ["id", /(?:^| )(?:commit|revision)(?: ?(?:hash|id|sha))?$/],
  ["count", /(?:^| )(?:bytes|count|size|(?:exit|status) ?code)$/],
  [
    "user",
    /(?:^| )(?:user|owner)s?(?: ?names?)?$|(?:^| )(?:log|login|account|full|display|real|nick|first|last|given|family|author|committer) ?name$|(?:^| )(?:author|committer|assignee|initiator|reviewer|approver|requester|actor|principal)$|(?:^| )(?:created|updated|modified|deleted|requested|initiated|owned) ?by$/,
  ],
  ["workspace", /(?:^| )workspaces?(?: ?names?)?$/],
  [
    "host",
    /(?:^| )(?:hosts?|fqdn|hostnames?|server address|deployment url|(?:https?|all) ?proxy)$|(?:^| )(?:host|machine|computer|node) ?names?$/,
  ],
];

/** What stands before `code` when it is as good as a password. */
export const CODES =
  "device|user|verification|activation|authorization|auth|confirmation|backup|recovery|access|security|otp|mfa|sms|pairing|invit(?:e|ation)|reset";

/** What stands before `key` when it opens something, also in a sentence. */
export const KEYS =
  "api|access|private|priv|secret|session|auth|account|signing|encryption|master|service|license|ssh|deploy|aes|subscription|shared|unseal";

/** Passwords in languages of VS Code, each with a letter that is not in Latin 1. */
export const FOREIGN = "hasło|пароль|パスワード|密[码碼]|비밀번호";

/** What may stand behind the word that says that a value is secret. */
export const SUFFIXES =
  "value|string|hash|hint|confirm(?:ation)?|base|b|pem|json|v|old|new|prod|dev";
const SUFFIX = `s?(?: (?:${SUFFIXES}))?$`;

/** At the end of a name, or of its last words. */
const SECRET = new RegExp(
  `(?:${[
    `pass(?:word|wd| ?phrase|code|wort)|kennwort|contrase[nñ]a|wachtwoord|${FOREIGN}`,
    "(?:^| )(?:ssh|db|store|key|my|root|admin|user)?pass|(?:^| |motde)passe(?!s)",
    "(?:^| )(?:(?:db|my|root|admin|user)?pwd|pw|jwt|t?otp|pin|pat|psk|hmac|[cx]srf|senha|heslo)",
    `secret|token|credential|cookie|authorization|bearer(?: auth)?|(?:${CODES}) ?code|code ?verifier`,
    `(?:${KEYS}) ?key`,
    "key (?:data|material)|mnemonic|(?:seed|recovery) ?phrase|otp ?seed|client ?assertion|saml ?(?:response|assertion)",
    "(?:^| )(?:php ?sess|j ?session ?|net session )id|(?:^| )connect sid|laravel session|remember ?me|(?:^| )secret ?id",
  ].join("|")})${SUFFIX}`,
);

/** With the word before. */
const KEY = new RegExp(`(?:^| )(\\S+) key${SUFFIX}`);

/** What stands before `key` when it opens nothing. */
const HARMLESS_KEYS =
  setOf(`arrow attribute blob cache child column composite config context correlation count ctrl dedup default dict duplicate enter entry
  escape event every feature field file first foreign function group host hot id idempotency index invalid issue item json
  known label last locale lookup map max message metric min missing modifier name next no num number object option order other
  param parent partition previous primary project property pub public query range registry required resource routing row
  search setting settings shard shift shortcut socket sort state surrogate tab tag topic total translation type unexpected
  unique unknown value yaml`);

/** Numbers of tokens, as language models count them. */
const COUNT =
  /(?:^| )(?:max|min|num|total|used|input|output|prompt|completion|cached?|reasoning|remaining)(?: \w+)? tokens$/;

const MAX_KEY_LENGTH = 100;

/** A text that only ends with such a word is no key. Nor is a path. */
const KEY_SHAPE =
  /^[^\p{L}\p{N}/]*[\p{L}\p{M}\w.$@-]+(?:[ [][\p{L}\p{M}\w.$@-]+){0,2}[^\p{L}\p{N}/]*$/u;

const NAME_KEY = /^(?:name|key|k|id|header|field|variable|param|property)$/i;
const VALUE_KEY = /^(?:(?:new|old)?values?|val|v)$/i;

/** The private members of a JSON Web Key, as RFC 7518 names them. */
export const WEB_KEY_MEMBERS = "d|p|q|dp|dq|qi|oth|k";
const WEB_KEY_MEMBER = new RegExp(`^(?:${WEB_KEY_MEMBERS})$`);

const LINE_KEY =
  /^(?!-)(?:(?:proxy-)?authorization|(?:set-)?cookie2?|[a-z-]+-(?:token|key|secret|password)|.*codes)$/i;

/** All that a key tells. */
export interface Key {
  /** Undefined for most keys. */
  readonly meaning: KeyMeaning | undefined;
  /** Whether its value is the name of the object's `value`, whether it is that one, and whether a JSON Web Key has it. */
  readonly isName: boolean;
  readonly isValue: boolean;
  readonly isMember: boolean;
  /** Whether all that follows on its line is its value: an HTTP header that carries credentials, or a list of codes. */
  readonly isLine: boolean;
}

const keys = new Memo<Key>();

export function keyOf(name: string): Key {
  return keys.of(name, () => ({
    meaning: ownMeaning(name),
    isName: NAME_KEY.test(name),
    isValue: VALUE_KEY.test(name),
    isMember: WEB_KEY_MEMBER.test(name),
    isLine: LINE_KEY.test(name),
  }));
}

/** What a key says, below one that says `outer`: the nearest that says anything counts. */
export function meaningOf(key: string, outer: KeyMeaning): KeyMeaning {
  const ofRow = outer === "row" ? ROW_KEYS.get(key) : undefined;
  return ofRow ?? keyOf(key).meaning ?? (outer === "row" || outer === "auth" ? "text" : outer);
}

/** Whether a key says that its value is secret: `token`, `clientSecret`, `DB_PASS`, `_authToken`. */
export function isSecretKey(key: string): boolean {
  return keyOf(key).meaning === "secret";
}

function ownMeaning(key: string): KeyMeaning | undefined {
  const plain = plainKey(key.slice(-MAX_KEY_LENGTH));
  return key.length <= MAX_KEY_LENGTH && KEY_SHAPE.test(key) && isSecretName(key, plain)
    ? "secret"
    : ENDINGS.find(([, ending]) => ending.test(plain))?.[0];
}

function isSecretName(key: string, plain: string): boolean {
  // npm's `_auth` is a password.
  return (
    (SECRET.test(plain) && !COUNT.test(plain)) || key.endsWith("_auth") || isUnknownKey(key, plain)
  );
}

/** `deploy_key`, `aesKey`; but in `attempt key` or `item.key` the word before is none of the name. */
function isUnknownKey(key: string, plain: string): boolean {
  const adjective = KEY.exec(plain)?.[1];
  return adjective !== undefined && !HARMLESS_KEYS.has(adjective) && !/[\s.]key/i.test(key);
}

/** A key in lower case, its words apart, without digits at the end. */
function plainKey(key: string): string {
  return wordsOf(key.replace(/^-D/, ""))
    .join(" ")
    .toLowerCase()
    .replace(/[ \d]+$/, "");
}
