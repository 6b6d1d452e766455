import { WEB_KEY_MEMBERS } from "./keys";
import { type Range, findAll } from "./scan";
import { type Span, masked } from "./spans";
import { TOKEN } from "./tokenFormats";
import { isNothing, isPlain } from "./values";
import { isHarmless } from "./words";

/** A pattern that finds secrets, if they also look like one. */
type SecretPattern = readonly [pattern: RegExp, isSecret?: (text: string) => boolean];

const isUnusual = (text: string): boolean =>
  !isNothing(text) && !isPlain(text) && !/^\d{1,5}$/.test(text);

/** Words with a dash between them are no token: `sk-spinner-circle`, or 10 and 22 letters without digits and capitals. */
function isRandom(token: string): boolean {
  const text = token.slice(token.indexOf("-") + 1);
  return /[A-Z0-9]/.test(text) && !isHarmless(text);
}

/** A character of a URL up to its host. A quote that a letter follows may be one of a password. */
const char = (except: string): string => `(?:[^\\s"'<>\`${except}]|["'\`](?=[A-Za-z0-9@]))`;
const NEXT = "(?!:\\/\\/)";

const PATTERNS: readonly SecretPattern[] = [
  [TOKEN, isRandom],
  [/hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9/]{20,})/g],
  // Private keys, as far as they go if they are cut off.
  [
    /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----[^]*?(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----|$)/g,
  ],
  [/\bPrivate-Lines: \d{1,4}\s+([^]+?)(?=\s*Private-(?:MAC|Hash):|$)/g],
  [
    /\b(?:bearer|basic)\s{1,3}([\w+/.~=-]{8,})/gi,
    (text) => (/[A-Z0-9+/=_~]/.test(text.slice(1)) || text.length >= 24) && !isPlain(text),
  ],
  // Docker's configuration.
  [/["']auth["']\s*:\s*["']([\w+/=-]{8,})/g, isUnusual],
  // Parameters of a URL that are ordinary words elsewhere.
  [
    /[?&#](?:code|key|sig|signature|auth|jwt|session|sid|state|x-amz-[a-z-]{1,40})=([^&\s#"'<>]+)/gi,
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
  [
    /\b(?:echo|printf)\s{1,5}(?:["']?%s["']?\s)?(\S+)(?=\s{0,5}\|[^|]{0,100}--password-stdin)/g,
    (text) => !isNothing(text),
  ],
  [/(?<=\bcurl\b[^;|]{0,200}\s-[uU])[^\s"'`-]\S*:\S+/g],
  [/(?<=\bcurl\b[^;|]{0,200}\s(?:-x|--proxy)\s[^\s:@/]{1,60}:)[^\s@]+(?=@)/g],
  [/(?<=\bcurl\b[^;|]{0,200}\s-b)[^\s"'`-]\S*=\S+/g],
  [/(?<=\b(?:sshpass|mysql|(?:docker|podman) login)\b[^;|]{0,200}\s-p)[^\s"'`-]\S*/g],
  // `sqlplus svc/…@db`, `smbclient -U svc%…`
  [/(?<=\bsqlplus\s[\w-]{1,60}\/)[^\s@]+(?=@)/g],
  [/(?<=\s-U\s?[\w\\-]{1,60}%)\S+/g],
];

/** The secrets that are told by what they look like and by what stands around them. */
export function findByPattern(text: string): Span[] {
  const found = PATTERNS.flatMap(([pattern, isSecret]) =>
    findAll(text, pattern).filter(({ start, end }) => isSecret?.(text.slice(start, end)) ?? true),
  );
  return [...found, ...findWebKeys(text)].map(({ start, end }) => masked(start, end));
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

/** Programs for which short flags mean a password, or a name with one. */
const PROGRAMS: readonly (readonly [program: RegExp, flag: RegExp])[] = [
  [/\bcurl\b[^;|]*$/, /^(?:-[uUb]|--(?:proxy-)?user|--cookie)$/],
  [/\b(?:sshpass|login|mysql\w*|mongo\w*|psexec|twine)\b[^;|]*$/i, /^-p$/],
  [/\b(?:zip|unzip|ssh-keygen)\b[^;|]*$/, /^-P$/],
  [/\b(?:redis-cli\b[^;|]*|https? ?)$/, /^-a$/],
  [/freerdp\b[^;|]*\/$/, /^p$/],
];

/** Whether a secret follows this flag of a program that is named before it. */
export function isCredentialFlag(before: string, flag: string): boolean {
  return PROGRAMS.some(([program, flags]) => flags.test(flag) && program.test(before));
}

/** Whether a flag's value is a name, with or without a password behind a colon. */
export function mayBeName(flag: string): boolean {
  return /^-[uUb]$|(?:user|cookie)$/.test(flag);
}
