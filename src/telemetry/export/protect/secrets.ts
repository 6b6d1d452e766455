/** What stands instead of a secret. */
export const MASK = "[masked]";

const SECRET_WORD =
  "pass(?:word|wd|phrase|code)|pwd|secret|token|credentials?|(?:api|access|private|session|auth|account|signing|encryption)(?:-|_| )?key";

/** A key below which every string is a secret. */
const SECRET_KEY = new RegExp(`(?:${SECRET_WORD}|authorization|cookie)$`, "i");

/** Parameters of a URL's query that are secrets there, and ordinary words elsewhere. */
const QUERY_KEY = "code|key|sig|signature|auth|jwt|session|sid|state";

/**
 * What no line of JSON that holds a secret is without, in lower case. Each part begins with a character that is not
 * often met, and then looks at what stands before it: one search for all of them takes half the time of looking for
 * words from their beginning. It looks back no further than to what it has met before, so that it takes linear time.
 */
const HINT = new RegExp(
  [
    "_(?<=(?:gh[pousr]|_pat|npm|[srp]k|hf|v1)_)",
    "-(?:(?<=(?:gl[a-z]{1,8}|xox[a-z]|xapp|pypi|[srp]k|----|x-amz)-)|[a-z0-9]{22})",
    "c(?:(?<=sec)ret|redential)|p(?:ass[wpc]|wd)|b(?:earer|asic)",
    "k(?:(?<=tok)en|(?<=(?:api|access|private|session|auth|account|signing|encryption)[-_ ]?k)ey)",
    "k(?:(?<=cook)ie|(?<=hook)s\\.s)|z(?:(?<=authoriz)|(?<=aiz)a)|i(?<=a[ks]i)a",
    "g(?:ocspx|(?<=sg)\\.[\\w-]{16})|ya29\\.|j(?<=eyj)[\\w-]{14}",
    `=(?<=[?&;](?:${QUERY_KEY})=)|@(?<=://(?:[^\\s/"?#@]|\\\\")*@)`,
    // A character that the text could show as itself may be part of any secret, and a URL's slashes in JSON within JSON.
    "\\\\(?:u00[2-7]|(?<=:\\\\{1,3})/)",
  ].join("|"),
);

/**
 * Whether a line of JSON may hold a secret: false is certain, true only makes it worth looking at its
 * strings. Most lines hold none, and this is all that they cost.
 */
export function mayHoldSecrets(json: string): boolean {
  return HINT.test(json.toLowerCase());
}

/** Whether a key says that what it holds is secret: `token`, `clientSecret`, `api_key`. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** A whole value that is secret, because its key says so. What no secret can be stays: `true`, `none`. */
export function maskWhole(value: string): string {
  return isNothing(value) ? value : MASK;
}

/** Whether a value only says that there is none, or whether there is one. */
export function isNothing(value: string): boolean {
  return /^\s*(?:true|false|yes|no|null|undefined|none|unknown|\[masked\])?\s*$/i.test(value);
}

/**
 * Text without what looks like a token or a key. Formats are those that the issuers document; a
 * Coder session token is an id of 10 and a secret of 22 letters and digits. Takes linear time: no
 * pattern has anything after a part of any length, or is anchored where that part can begin.
 */
export function maskSecrets(text: string): string {
  let masked = text.replace(TOKEN, MASK);
  masked = masked.replace(PRIVATE_KEY, MASK);
  masked = masked.replace(URL_PASSWORD, `$1${MASK}@`);
  masked = masked.replace(HEADER, (_, start: string, value: string) => start + maskWhole(value));
  masked = masked.replace(AUTHORIZATION, `$1${MASK}`);
  masked = masked.replace(QUERY, `$1${MASK}`);
  return masked.replace(ASSIGNMENT, maskAssignment);
}

const TOKEN = new RegExp(
  [
    // Coder: all in one case without a digit is no random text.
    "(?<![A-Za-z0-9-])(?=[a-z-]*[A-Z0-9])[A-Za-z0-9]{10}-[A-Za-z0-9]{22}(?![A-Za-z0-9-])",
    // JSON Web Tokens, of two to five parts.
    "(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{14,}(?:\\.[A-Za-z0-9_-]*)*",
    "(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9_]{30,}|github_pat_[A-Za-z0-9_]{30,})",
    "(?<![A-Za-z0-9])gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_.-]{20,}",
    "(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])",
    "(?<![A-Za-z0-9])(?:AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,})",
    "(?<![A-Za-z0-9])(?:xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,})",
    "(?<=hooks\\.slack\\.com/services/)[A-Za-z0-9/]{20,}",
    "(?<![A-Za-z0-9])(?:npm_[A-Za-z0-9]{36,}|pypi-[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{30,})",
    "(?<![A-Za-z0-9])(?:sk-[A-Za-z0-9_-]{20,}|[srp]k_(?:live|test)_[A-Za-z0-9]{16,})",
    "(?<![A-Za-z0-9])(?:dop_v1_[a-f0-9]{64}|SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,})",
  ].join("|"),
  "g",
);

/** To its end, or to that of the text when it is cut off. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----|$)/g;

const URL_PASSWORD = /(:\\?\/\\?\/[^\s/?#:@]*:)[^\s/?#]+@/g;

/** HTTP headers of which all that follows is secret. */
const HEADER =
  /((?:authorization|cookie)\\{0,3}["']?\s{0,3}[=:]\s{0,3}\\{0,3}["']?)([^\r\n"'\\]+)/gi;

/** After `Bearer` or `Basic`, what is no word: it has a digit or a capital inside, or is long. */
const AUTHORIZATION =
  /\b((?:[Bb]earer|[Bb]asic|BEARER|BASIC)\s{1,3})(?:(?=[A-Za-z0-9][a-z]*[A-Z0-9+/=_~])[\w+/.~=-]{8,}|[\w+/.~=-]{24,})/g;

const QUERY = new RegExp(`([?&;](?:${QUERY_KEY}|x-amz-[a-z-]{1,40})=)[^&\\s#"'<>]+`, "gi");

/** `password=…`, `"token": "…"`, `api_key => '…'`, `token%3D…`, `--token …`, in text of any kind. */
const ASSIGNMENT = new RegExp(
  `((?:${SECRET_WORD})(?:\\\\{0,3}["']?\\s{0,3}(?:=>?|:|%3[DA])\\s{0,3}|(?<=--[a-z-]{1,40})\\s{1,3}))` +
    `(?:(\\\\{0,3}["'])([\\s\\S]*?)\\2|([^\\s"'\\\\&,;<>(){}=][^\\s"'\\\\&,;<>(){}]*))`,
  "gi",
);

function maskAssignment(
  _: string,
  start: string,
  quote: string | undefined,
  quoted: string | undefined,
  value = "",
): string {
  return quote === undefined
    ? start + maskWhole(value)
    : start + quote + maskWhole(quoted ?? "") + quote;
}
