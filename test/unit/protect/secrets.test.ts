import assert from "node:assert/strict";
import { maskSecrets, mayHoldSecrets } from "../../../src/telemetry/export/protect/secrets";
import { createEventProtection } from "../../support/protectedEvent";
import { event } from "../../support/telemetry";

/** Built here, so that no file of this repository looks as if it held a secret. */
const random = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2dE3fG4hI5jK6lM7nO8pQ9r";
const part = (length: number): string => random.slice(0, length);

const secrets: Record<string, string> = {
  "Coder session token": `${part(10)}-${part(22)}`,
  "GitHub token": `ghp_${part(36)}`,
  "fine-grained GitHub token": `github_pat_${part(22)}_${part(50)}`,
  "GitLab token": `glpat-${part(20)}`,
  "GitLab agent token": `glagent-${part(50)}`,
  "AWS key id": `AKIAABCD1234EFGH5678`,
  "temporary AWS key id": `ASIAABCD1234EFGH5678`,
  "Google API key": `AIza${part(35)}`,
  "Google access token": `ya29.${part(40)}`,
  "Google client secret": `GOCSPX-${part(28)}`,
  "Slack token": `xoxb-123456789012-${part(24)}`,
  "Slack app token": `xapp-1-${part(24)}`,
  "npm token": `npm_${part(36)}`,
  "PyPI token": `pypi-${part(50)}`,
  "Hugging Face token": `hf_${part(34)}`,
  "Stripe key": `sk_live_${part(24)}`,
  "DigitalOcean token": `dop_v1_${"0123456789abcdef".repeat(4)}`,
  "SendGrid key": `SG.${part(22)}.${part(43)}`,
  "OpenAI key": `sk-proj-${part(48)}`,
  "Anthropic key": `sk-ant-api03-${part(48)}`,
  "JSON Web Token": `eyJ${part(20)}.eyJ${part(30)}.${part(43)}`,
  "private key": `-----BEGIN OPENSSH PRIVATE KEY-----\n${part(50)}\n-----END OPENSSH PRIVATE KEY-----`,
};

const carriers: Record<string, (secret: string) => object> = {
  "an error message": (secret) => ({ error: { message: `failed: ${secret}, retry` } }),
  "a property": (secret) => ({ properties: { output: secret } }),
  "a list in an unknown field": (secret) => ({ added: [{ deep: ["a", secret] }] }),
  "the context": (secret) => ({ context: { added: `(${secret})` } }),
  "a key": (secret) => ({ properties: { [secret]: "1" } }),
};

const hidden: [what: string, text: string, secret: string, masked: string][] = [
  ["bearer", "Bearer abcDEF123456", "abcDEF123456", "Bearer [masked]"],
  ["basic", "use Basic dXNlcjpwYXNz now", "dXNlcjpwYXNz", "use Basic [masked] now"],
  ["header", "authorization: token abc def", "abc", "authorization: [masked]"],
  [
    "URL",
    "git clone https://ada:pw@h.example/x",
    "pw",
    "git clone https://ada:[masked]@h.example/x",
  ],
  [
    "URL with a quotation mark",
    'clone https://ada:p"w@h.example/x',
    'p"w',
    "clone https://ada:[masked]@h.example/x",
  ],
  [
    "webhook",
    `POST https://hooks.slack.com/services/${part(24)} failed`,
    part(24),
    "POST https://hooks.slack.com/services/[masked] failed",
  ],
  ["assignment", "password=hunter2 user", "hunter2", "password=[masked] user"],
  ["passphrase", "passphrase: hunter2", "hunter2", "passphrase: [masked]"],
  ["passcode", "passcode: hunter2", "hunter2", "passcode: [masked]"],
  ["pwd", "pwd=hunter2", "hunter2", "pwd=[masked]"],
  ["credential", "credential=hunter2", "hunter2", "credential=[masked]"],
  ["cookie", "cookie: a=hunter2", "hunter2", "cookie: [masked]"],
  ["signature", "/x?x-amz-signature=hunter2", "hunter2", "/x?x-amz-signature=[masked]"],
  ["setting", "api_key: hunter2", "hunter2", "api_key: [masked]"],
  ["JSON", '{"clientSecret":"hunter 2","a":1}', "hunter", '{"clientSecret":"[masked]","a":1}'],
  ["variable", "CODER_SESSION_TOKEN=hunter2", "hunter2", "CODER_SESSION_TOKEN=[masked]"],
  ["flag", "coder login --token hunter2 -v", "hunter2", "coder login --token [masked] -v"],
  ["query", "GET /x?a=1&access_token=hunter2&b", "hunter2", "GET /x?a=1&access_token=[masked]&b"],
  ["code", "vscode://x/cb?code=hunter2#y", "hunter2", "vscode://x/cb?code=[masked]#y"],
];

/** How JSON may spell a text, also one that is itself a string of JSON. */
const spellings: Record<string, (text: string) => string> = {
  plainly: (text) => JSON.stringify(text),
  "in capitals": (text) => JSON.stringify(text.toUpperCase()),
  "with escaped slashes": (text) => JSON.stringify(text).replaceAll("/", "\\/"),
  "with escapes alone": (text) =>
    `"${text.replace(/[^]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`,
  "in JSON": (text) => JSON.stringify(JSON.stringify({ a: text })),
  "in JSON with escaped slashes": (text) =>
    JSON.stringify(JSON.stringify({ a: text }).replaceAll("/", "\\/")),
  "in JSON in JSON": (text) => JSON.stringify(JSON.stringify(JSON.stringify({ a: text }))),
};

const harmless = [
  "4bf92f3577b34da6a3ce929d0e0e4736",
  "0a1b2c3d-0000-4000-8000-000000000000",
  "0123456789abcdef".repeat(4),
  "stored_token",
  "auth.token_refresh.completed",
  "Basic authentication failed",
  "kubernetes-serviceaccountcontroll",
  "ssh://ada@devbox/x",
  "/api/v2/users/me?limit=1",
  "Unexpected token } in JSON",
];

describe("secrets", () => {
  const protect = createEventProtection("keep");

  for (const [what, secret] of Object.entries(secrets)) {
    for (const [where, carry] of Object.entries(carriers)) {
      it(`mask a ${what} in ${where}`, () => {
        const { text, row, context } = protect(event(carry(secret)));
        assert.ok(text.includes("[masked]"));
        for (const line of [...secret.split("\n"), JSON.stringify(secret).slice(1, -1)]) {
          assert.ok(!text.includes(line), text);
        }
        assert.deepEqual(row, JSON.parse(text));
        assert.deepEqual(context, row["context"]);
      });
    }
  }

  for (const [what, text, secret, masked] of hidden) {
    it(`mask what follows in text: ${what}`, () => {
      assert.ok(text.includes(secret));
      assert.deepEqual(protect(event({ error: { message: text } })).row["error"], {
        message: masked,
      });
    });
  }

  for (const [how, spell] of Object.entries(spellings)) {
    it(`are looked for wherever one could be masked, spelled ${how}`, () => {
      const texts = [...Object.values(secrets), ...hidden.map(([, text]) => text)];
      const masked = texts.map(spell).filter((json) => {
        const decoded = JSON.parse(json) as string;
        return maskSecrets(decoded) !== decoded;
      });
      assert.ok(masked.length > texts.length / 2);
      assert.deepEqual(
        masked.filter((json) => !mayHoldSecrets(json)),
        [],
      );
    });
  }

  it("mask every string below a key that says so, and nothing that no secret can be", () => {
    const properties = {
      token: "hunter2",
      "x-api-key": ["hunter2", 5],
      credentials: { a: { b: "hunter2" } },
      has_token: "true",
      after: "kept",
    };
    assert.deepEqual(protect(event({ properties })).row["properties"], {
      token: "[masked]",
      "x-api-key": ["[masked]", 5],
      credentials: { a: { b: "[masked]" } },
      has_token: "true",
      after: "kept",
    });
  });

  for (const text of harmless) {
    it(`leave ${text}`, () => {
      const stored = event({ trace_id: text, properties: { a: text } });
      assert.deepEqual(protect(stored), stored);
    });
  }

  it("are found where JSON spells them with escapes, and every other byte stays", () => {
    const token = `\\u0067hp_${part(36)}`;
    const text = ` {"event_name" : "a\\/b","timestamp":"2026-03-01","n":1.50e2,"b":"${token}","n":1}`;
    assert.equal(protect({ text }).text, text.replace(token, "[masked]"));
  });
});
