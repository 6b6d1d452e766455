import { WEB_KEY_MEMBERS } from "./keys";
import { type Range, findAll } from "./scan";
import { TOKEN } from "./tokenFormats";
import { hasRandomPart, isNothing, isPlain } from "./values";
import { isHarmless } from "./words";

/** A pattern that finds secrets, if they also look like one. */
type SecretPattern = readonly [pattern: RegExp, isSecret?: (text: string) => boolean];

/** Not the digits of a count or a port either. */
const isUnusual = (text: string): boolean =>
  !isNothing(text) && !isPlain(text) && !/^\d{1,5}$/.test(text);

/** Whether a value of `auth` is a name and a password, or both in Base64. */
export function isAuth(text: string): boolean {
  return /^(?:[^\s:/]{1,60}:(?!\/\/)\S|[\w+/]{8,}={0,2}$)/.test(text) && isUnusual(text);
}

/** Words with a dash between them are no token: `sk-spinner-circle`, or 10 and 22 letters without digits and capitals. */
function isRandom(token: string): boolean {
  const text = token.slice(token.indexOf("-") + 1);
  return /[A-Z0-9]/.test(text) && !isHarmless(text);
}

/** A character of a URL up to its host. A quote that a letter follows may be one of a password. */
const char = (except: string): string => `(?:[^\\s"'<>\`${except}]|["'\`](?=[A-Za-z0-9@]))`;
const NEXT = "(?!:\\/\\/)";

/** A program that reads a password, with the flag that says so. */
const READER =
  "(?:--password-stdin|\\b(?:sudo|passwd)\\s(?:[^|]{0,60}\\s)?-(?:-stdin|\\w{0,3}S)|\\bchpasswd|--with-token|--passphrase-fd)";

const PATTERNS: readonly SecretPattern[] = [
  [TOKEN, isRandom],
  // Webhooks, of which the path is the secret: at hosts that say so, or behind a folder that does.
  [/\/\/hooks?\.[a-z0-9.-]{3,60}\/(?:[a-z]{2,20}\/){0,2}([\w/.-]{6,})/g],
  [/\/(?:(?:web)?hooks?(?:b2)?|key)\/([\w/.@-]{10,})/gi, hasRandomPart],
  // Private keys, as far as they go if they are cut off.
  [
    /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----[^]*?(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----|$)/g,
  ],
  [/\bPrivate-Lines: \d{1,4}\s+([^]+?)(?=\s*Private-(?:MAC|Hash):|$)/g],
  [
    /\b(?:bearer|basic|AUTH (?:plain|login))\s{1,3}([\w+/.~=-]{8,})/gi,
    (text) => (/[A-Z0-9+/=_~]/.test(text.slice(1)) || text.length >= 24) && !isPlain(text),
  ],
  // The words of a wallet's seed, which are ordinary ones.
  [/\b(?:mnemonic|(?:seed|recovery)[ _-]?phrase)\W{1,5}((?:[a-z]{3,8}\s){11,23}[a-z]{3,8})/gi],
  // The configurations of Docker and of Node's requests.
  [/(?<![oO])[Aa]uth(?:_?[Ii]dent)?["'`]?\s{0,3}[:=]\s{0,3}["'`]([^\s"'`]+)/g, isAuth],
  // Parameters of a URL that are ordinary words elsewhere.
  [
    /[?&#](?:code|key|sig|signature|auth|jwt|ticket|session|sid|state|x-amz-[a-z-]{1,40})=([^&\s#"'<>]+)/gi,
    isUnusual,
  ],
  // Passwords between a URL's scheme and host, also with characters that should have been percent-encoded.
  [new RegExp(`:\\/\\/${char("/?#:")}*:(${char("/?#")}+)(?=@)`, "g")],
  [
    new RegExp(
      `:\\/\\/${char("/?#:@")}*:(?!\\d{1,5}[/?#])(${char("/?#@")}*[/?#](?:${NEXT}${char("@")})*)(?=@)`,
      "g",
    ),
  ],
  // The same, of a URL that is cut off.
  [
    new RegExp(
      `:\\/\\/${char("/?#:@[")}*:(?!:|\\d{0,5}(?:[/?#"]|$))((?:${NEXT}${char("@")})+)(?=$|")`,
      "g",
    ),
    isUnusual,
  ],
  // A token in a user's place.
  [
    new RegExp(`:\\/\\/(${char("/?#:@")}{16,})(?=@)`, "g"),
    (text) => /\d/.test(text) && /[a-z]/i.test(text),
  ],
  // As Go's MySQL driver takes it: `svc:…@tcp(db:3306)/app`.
  [/:([^\s:@"'`/]{1,200})(?=@(?:tcp|unix)\()/g],
  // What a program reads that reads a password.
  [
    new RegExp(
      `\\b(?:echo|printf)\\s{1,5}(?:["']?%s\\s?["']?\\s|-[neE]{1,3}\\s)?(["'][^"'|]{1,200}["']|[^\\s|]+)(?=\\s{0,5}\\|[^|]{0,100}${READER})`,
      "g",
    ),
    (text) => !isNothing(text),
  ],
  [
    new RegExp(`${READER}[^|<]{0,100}<<<\\s{0,5}(["'][^"']{1,200}["']|[^\\s|]+)`, "g"),
    (text) => !isNothing(text),
  ],
  // `curl -x svc:…@proxy`, `sqlplus svc/…@db`, `smbclient -U svc%…`
  [/(?:\s(?:-x|--proxy)\s[^\s:@/]{1,60}:|\bsqlplus\s[\w-]{1,60}\/)([^\s@]+)(?=@)/g],
  [/\s-U\s?[\w\\-]{1,60}%(\S+)/g],
];

/** The secrets that are told by what they look like and by what stands around them. */
export function findByPattern(text: string): Range[] {
  const found = PATTERNS.flatMap(([pattern, isSecret]) =>
    findAll(text, pattern).filter(({ start, end }) => isSecret?.(text.slice(start, end)) ?? true),
  );
  return [...found, ...findWebKeys(text)];
}

/** A JSON Web Key in any notation, as far as no other object begins or ends. */
const WEB_KEY = /(?:^|[{}])[^{}]*?\bkty["']?\s*[:=][^{}]*/g;
const WEB_KEY_MEMBER = new RegExp(
  `(?<![\\w.-])(?:${WEB_KEY_MEMBERS})["']?\\s*[:=]\\s*["']?([\\w+/=-]+)`,
  "g",
);

/** What is private in the JSON Web Keys of a text. */
function findWebKeys(text: string): Range[] {
  return findAll(text, WEB_KEY).flatMap((key) =>
    findAll(text.slice(key.start, key.end), WEB_KEY_MEMBER).map(({ start, end }) => {
      return { start: key.start + start, end: key.start + end };
    }),
  );
}

/** Programs for which short flags mean a password, or a name with one. The value may be attached, unless the flag ends. */
const PROGRAMS: readonly (readonly [program: RegExp, flag: RegExp])[] = [
  [/\bcurl\b[^;|]*$/, /^(?:-[fgiklnsvGIJLNORS]{0,6}[uUb]|--(?:(?:proxy-)?user|cookie)$)/],
  [/\b(?:sshpass|mysql\w*|7z\w?|(?:un)?rar|(?:docker|podman) login)\b[^;|]*$/i, /^-p/],
  [/\b(?:login|mongo\w*|psexec|twine|security)\b[^;|]*$/i, /^-p$/],
  [/\b(?:zip|unzip|ssh-keygen|ipmitool|mosquitto_\w+|sqlcmd|bcp|isql)\b[^;|]*$/, /^-P/],
  [/\bldap[a-z]{3,10}\b[^;|]*$/, /^-w/],
  [/\b(?:redis-cli\b[^;|]*|https? ?)$/, /^-a/],
  [/freerdp\b[^;|]*\/$/, /^p$/],
];

/** The flag that a text begins with, if its value is secret for a program that is named before. */
export function credentialFlag(before: string, text: string): string | undefined {
  for (const [program, flag] of PROGRAMS) {
    const found = flag.exec(text)?.[0];
    if (found !== undefined && program.test(before)) {
      return found;
    }
  }
  return undefined;
}

/** Whether a flag's value is no mere name (`curl -u ada`) or port (`docker run -p 8080`). */
export function mayHoldPassword(flag: string, value: string): boolean {
  return /^-\w*[uUb]$|(?:user|cookie)$/.test(flag) ? /[:=]./.test(value) : !/^\d{0,5}$/.test(value);
}
