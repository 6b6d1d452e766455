import { CODES, FOREIGN, KEYS, SUFFIXES } from "./keys";
import { Memo } from "./memo";
import { matchAt } from "./scan";
import { PREFIXED_TOKEN } from "./tokenFormats";

/**
 * Each JSON string that holds a secret has one of these in it, in lower case, or a {@link PREFIXED_TOKEN}. They are several, because V8 skips
 * more of a text the fewer characters a match can begin with.
 */
const HINTS: readonly RegExp[] = [
  [
    "secret|token|credential|cookie|authoriz|_auth|auth\\\\*[\"':=]|bearer|basic|auth (?:plain|login)|verifier|mnemonic|phrase|assert|saml|hmac|[cx]srf|jwt",
    `kennwort|contrase|wachtwoord|senha|heslo|${FOREIGN}|otp.?seed|php.?sess|jsession|net.?session|connect.?sid|auth.?ident|laravel|remember|hook|/key/|kty`,
  ],
  [`p(?:ass|(?:wd?|in|at|sk|(?<=otp))s?(?:[^a-z]|${SUFFIXES})|rivate-lines|rintf )`],
  [
    `key(?:.?(?:data|material)|(?<=[a-z0-9_-]key)(?!b)|(?<=(?:${KEYS})[ .]key))`,
    `code(?<=(?:${CODES})[-_. ]?code)|echo |<<<|/p:|[ "'\`,]--?[a-z]{0,6}[abpuw]`,
  ],
  [
    "-[a-z0-9]{22}|\\.atlasv1\\.|[?&#;](?:code|key|sig|signature|auth|ticket|session|sid|state|x-amz-[a-z-]+)=|@",
    '://[^\\s"/:]{1,100}:(?!\\d{0,5}")[^\\s"/]{1,200}"',
    // What is encoded once more than by this JSON.
    "\\\\(?:\\\\|u00)|%[0-9a-f]{2}|&#|\\[[\\d;]+m|\\^\\[",
  ],
].map((parts) => new RegExp(parts.join("|")));

/** IDs and times, which no hint matches, and of which no two are alike. */
const ID_OR_TIME = /^(?:[0-9a-f]+|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

/**
 * Returns a function that tells whether a JSON value may hold a secret: false is certain. It searches most strings and keys only
 * once, because events have them in common.
 */
export function createHint(): (value: unknown) => boolean {
  const hints = new Memo<boolean>();
  const mayHoldSecrets = (value: unknown): boolean => {
    if (typeof value === "string") {
      return !ID_OR_TIME.test(value) && hints.of(value, matchesHint);
    }
    if (typeof value !== "object" || value === null) {
      return false;
    }
    if (Array.isArray(value)) {
      return value.some(mayHoldSecrets);
    }
    for (const key in value) {
      const member = (value as Readonly<Record<string, unknown>>)[key];
      if (hints.of(key, matchesHint) || mayHoldSecrets(member)) {
        return true;
      }
    }
    return false;
  };
  return mayHoldSecrets;
}

function matchesHint(text: string): boolean {
  const lower = JSON.stringify(text).toLowerCase();
  return HINTS.some((hint) => hint.test(lower)) || matchAt(PREFIXED_TOKEN, text, 0) !== undefined;
}
