import { Memo } from "./memo";

/**
 * What no JSON string that holds a secret is without, in lower case. Each part begins with a character that is not often met,
 * and looks back by a few characters: one more first character can double the time of the search.
 */
const HINT = new RegExp(
  [
    "_(?:(?<=(?:gh[pousr]|_pat|npm|[srp]k|hf|v1|coder|gems|dckr|whsec|gl(?:sa|c)|lin|shp(?:at|ca|pa|ss))_)|auth)",
    "_(?<=(?:sntry[su]|ntn|fo1|pscale|s[bg]p|sq[upa]|bkua|figd|nfp|gsk|r8)_)",
    "-(?:(?<=(?:gl[a-z]{1,8}|xox[a-z]|xapp|pypi|[srp]k|----|x-amz|tskey|secret|session)-)|[a-z0-9]{22})",
    "-(?<=(?:sq0[a-z]{3}|nrak|pmak|pul|pplx|xai)-)|-(?<=[ \"',]-)[abpu]",
    "c(?:(?<=sec)ret|redential|(?<=(?:device|user)[-_. ]?c)ode|ode[-_. ]?verifier|url|io[a-z0-9]{32})",
    "p(?:ass|wd?[^a-z]|(?<=otp)s?[^a-z]|ins?[^a-z]|rivate-lines|(?<=/p):|(?<=dap)i[a-f0-9]{32})",
    "b(?:earer|asic|edrock|(?<=ab)(?:sk|ia)[a-z0-9+/]{16})",
    "k(?:(?<=tok)en|(?<=(?:api|access|private|session|auth|account|signing|encryption|master|service|license)[^a-z0-9]{0,2}k)ey|ty)",
    "k(?:ey[-_. ]?data|(?<=cook)ie|(?<=hook)s\\.s)|z(?:(?<=authoriz)|(?<=aiz)a)|i(?<=a[ks]i)a",
    "g(?:ocspx|r1348941|(?<=sg)\\.[\\w-]{16})|ya29\\.|j(?:(?<=eyj)[\\w-]{14}|wt)",
    "=(?<=[?&;#](?:code|key|sig|signature|auth|jwt|session|sid|state)=)|@",
    // What is encoded once more than by this JSON.
    "\\\\(?:\\\\|u00)|%[0-9a-f]{2}|~(?<=sha256~)",
  ].join("|"),
);

/** The same for what has no such character. */
const WORD =
  /hv[sbr]\.|atlasv1\.|atatt3|1\/\/0|:\/\/[^\s"\/:]{1,100}:(?!\d{0,5}")[^\s"\/]{1,200}"|dp\.(?:pt|st|ct|sa|scim|audit)\.|pat[a-z0-9]{14}\.|auth\\*["']/;

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
  return HINT.test(lower) || WORD.test(lower);
}
