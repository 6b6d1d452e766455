import { CODES, FOREIGN, KEYS } from "./keys";
import { Memo } from "./memo";

/**
 * One of these finds something in each JSON string that holds a secret, in lower case. They are several, because V8 skips more of a text the
 * fewer characters a match can begin with: ordinary words take 1.6 times as long with one pattern of all.
 */
const HINTS: readonly RegExp[] = [
  // Each part begins with a character that is not often met, and looks back by a few.
  [
    "_(?:(?<=(?:gh[pousr]|_pat|npm|[srp]k|hf|v1|coder|gems|dckr|whsec|gl(?:sa|c)|lin|shp(?:at|ca|pa|ss)|pbkdf2|laravel|saml)_)|auth)",
    "_(?<=(?:sntry[su]|ntn|fo1|pscale|s[bg]p|sq[upa]|bkua|figd|nfp|gsk|r8)_)",
    "-(?:(?<=(?:gl[a-z]{1,8}|xox[a-z]|xapp|pypi|[srp]k|----|x-amz|tskey|secret|session)-)|[a-z0-9]{22})",
    "-(?<=(?:sq0[a-z]{3}|nrak|pmak|pul|pplx|xai)-)|-(?<=[ \"'`,]-)[a-z]{0,6}[abpu]",
    `c(?:(?<=sec)ret|redential|ode(?:(?<=(?:${CODES})[-_. ]?code)|[-_. ]?verifier)|url|io[a-z0-9]{32})`,
    "c(?:srf|ontrase|onnect.sid|htwoord|lient.?assert|(?<=hmac|mnemonic)|(?<=ec)ho [^|]{1,200}\\|)",
    "p(?:ass|wd?[^a-z]|(?<=otp)(?:s?[^a-z]|seed)|ins?[^a-z]|ats?[^a-z]|rivate-lines|(?<=/p):|(?<=dap)i[a-f0-9]{32})",
    "p(?:hrase|rintf [^|]{1,200}\\||hp.?sess|\\.net.sess|onse(?<=saml.?response))",
    "b(?:earer|asic|edrock|(?<=ab)(?:sk|ia)[a-z0-9+/]{16})",
    `k(?:ey(?:(?<=[a-z0-9_-]key)(?!b)|(?<=(?:${KEYS})[ .]key)|.?(?:data|material)))`,
    "k(?:(?<=tok)en|ty|ennwort|(?<=cook)ie|(?<=hook)(?:s?\\.|s?(?:b2)?/))",
    "z(?:(?<=authoriz)|(?<=aiz)a)|j(?:(?<=eyj)[\\w-]{14}|wt|.?sess)",
    "=(?<=[?&;#](?:code|key|sig|signature|auth|jwt|session|sid|state)=)|@",
    // What is encoded once more than by this JSON.
    "\\\\(?:\\\\|u00)|%[0-9a-f]{2}|~(?<=sha256~)",
  ],
  [
    "akia[a-z0-9]{16}|asia[a-z0-9]{16}|ya29\\.|gocspx|gr1348941|sg\\.[\\w-]{16}|hv[sbr]\\.|atlasv1\\.|atatt3|1//0",
    "dp\\.(?:pt|st|ct|sa|scim|audit)\\.|pat[a-z0-9]{14}\\.|heslo|senha|xsrf|auth(?:\\\\*[\"']|[:=])",
    FOREIGN,
  ],
  ['://[^\\s"/:]{1,100}:(?!\\d{0,5}")[^\\s"/]{1,200}"|:aa[\\w-]{33}|\\$[a-z0-9-]{1,16}\\$|\\{ssha'],
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
  return HINTS.some((hint) => hint.test(lower));
}
