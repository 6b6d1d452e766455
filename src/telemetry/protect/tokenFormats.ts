/** Not within a word. In `C:\x\nghp_…`, what looks like a path may have ended at a line break that is spelled out. */
const START = String.raw`(?<![A-Za-z0-9](?<!\\[nrtbf]))`;

/**
 * Tokens and keys as their issuers document them. Each begins with fixed characters, and nothing follows the part of any length,
 * so that a search takes linear time.
 */
const FORMATS = [
  // Secrets and tokens of Coder's OAuth2 provider.
  "coder_[A-Za-z0-9]{10}_[A-Za-z0-9]{30,}",
  // JSON Web Tokens.
  "eyJ[A-Za-z0-9_-][A-Za-z0-9_.-]{13,}",
  // GitHub, GitLab.
  "gh[pousr]_[A-Za-z0-9_]{30,}",
  "github_pat_[A-Za-z0-9_]{30,}",
  "gl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_.-]{20,}",
  "GR1348941[A-Za-z0-9_-]{20,}",
  // AWS, also Bedrock; Azure and Google.
  "A(?:KIA|SIA|BIA)[A-Z0-9]{16}(?![A-Za-z0-9])",
  "ABSK[A-Za-z0-9+/]{40,}={0,2}",
  "bedrock-api-key-[A-Za-z0-9+/=_-]{20,}",
  "AIza[A-Za-z0-9_-]{35}",
  "ya29\\.[A-Za-z0-9_-]{20,}",
  "GOCSPX-[A-Za-z0-9_-]{20,}",
  "1//0[A-Za-z0-9_-]{30,}",
  // Slack.
  "xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9%+/=_-]{10,}",
  "xapp-[A-Za-z0-9-]{10,}",
  // Package registries.
  "npm_[A-Za-z0-9]{36,}",
  "pypi-[A-Za-z0-9_-]{20,}",
  "rubygems_[a-f0-9]{40,}",
  "dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}",
  // Hashes of passwords, as crypt(3), passlib, Django and LDAP write them.
  "\\$[a-z0-9-]{1,16}\\$[A-Za-z0-9./+=,$-]{20,}",
  "pbkdf2_[a-z0-9]+\\$\\d+\\$[A-Za-z0-9./+=$-]{20,}",
  "\\{SSHA\\d*\\}[A-Za-z0-9+/=]{20,}",
  // Others.
  "(?:bot)?\\d{6,12}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])",
  "hf_[A-Za-z0-9]{30,}",
  "sk-[A-Za-z0-9_-]{20,}",
  "[srp]k_(?:live|test)_[A-Za-z0-9]{16,}",
  "whsec_[A-Za-z0-9+/=]{20,}",
  "do[opr]_v1_[a-f0-9]{64}",
  "SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}",
  "hv[sbr]\\.[A-Za-z0-9_-]{20,}",
  "tskey-[a-z]+-[A-Za-z0-9-]{10,}",
  "gl(?:sa|c)_[A-Za-z0-9+/=_]{20,}",
  "lin_(?:api|oauth)_[A-Za-z0-9]{30,}",
  "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32,}",
  "dapi[a-f0-9]{32}",
  "AGE-SECRET-KEY-1[A-Z0-9]{50,}",
  "pul-[a-f0-9]{40}",
  "sq0[a-z]{3}-[A-Za-z0-9_-]{22,}",
  "NRAK-[A-Z0-9]{27}",
  "sntry[su]_[A-Za-z0-9+/=_-]{40,}",
  "ntn_[A-Za-z0-9]{40,}",
  "PMAK-[A-Za-z0-9]{24}-[A-Za-z0-9]{34}",
  "ATATT3[A-Za-z0-9_=-]{60,}",
  "cio[A-Za-z0-9]{32}(?![A-Za-z0-9])",
  "fo1_[A-Za-z0-9_-]{40,}",
  "pscale_[a-z]+_[A-Za-z0-9_.=-]{30,}",
  "(?:sbp|sgp|squ|sqp|sqa|bkua|figd|nfp)_[A-Za-z0-9_-]{36,}",
  "dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,}",
  "pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}",
  "sha256~[A-Za-z0-9_-]{40,}",
  "gsk_[A-Za-z0-9]{50,}",
  "xai-[A-Za-z0-9]{70,}",
  "r8_[A-Za-z0-9]{36,}",
  "pplx-[A-Za-z0-9]{40,}",
];

/** Coder's API keys and those of HCP Terraform, which begin like any word: a search for them takes as long as for all others. */
const WORDLIKE = [
  "[A-Za-z0-9]{10}-[A-Za-z0-9]{22}(?![A-Za-z0-9-])",
  "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,}",
];

const search = (formats: readonly string[]): RegExp =>
  new RegExp(`${START}(?:${formats.join("|")})`, "g");

export const TOKEN = search([...WORDLIKE, ...FORMATS]);

/** Finds all but two, of which `-[a-z0-9]{22}` and `.atlasv1.` are a part. */
export const PREFIXED_TOKEN = search(FORMATS);
