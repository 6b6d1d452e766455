import assert from "node:assert/strict";
import { createProtection } from "../../../src/telemetry/protect/protectText";
import { createEventProtection } from "../../support/protectedEvent";
import { event } from "../../support/telemetry";

/** Built here, so that no file of this repository looks as if it held a secret. */
const random = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2dE3fG4hI5jK6lM7nO8pQ9r";
const part = (length: number): string => random.slice(0, length);

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
  [
    "seed phrase of ordinary words",
    "mnemonic: legal winner thank year wave sausage worth useful legal winner thank yellow",
    "winner",
    "mnemonic: [masked]",
  ],
  [
    "code of digits",
    "Your verification code is 483920 now",
    "483920",
    "Your verification code is [masked] now",
  ],
  [
    "code of letters and digits",
    "activation code is AB12-CD34 now",
    "AB12-CD34",
    "activation code is [masked] now",
  ],
  ["list of codes", "backup codes: 1234-5678, 9876-5432\nx", "9876", "backup codes: [masked]\nx"],
  ["query", "GET /x?a=1&access_token=hunter2&b", "hunter2", "GET /x?a=1&access_token=[masked]"],
  ["code", "vscode://x/cb?code=hunter2#y", "hunter2", "vscode://x/cb?code=[masked]#y"],
];

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

  for (const [what, text, secret, masked] of hidden) {
    it(`mask what follows in text: ${what}`, () => {
      assert.ok(text.includes(secret));
      assert.deepEqual(protect(event({ error: { message: text } })).row["error"], {
        message: masked,
      });
    });
  }

  it("mask every value below a key that says so, and nothing that no secret can be", () => {
    const properties = {
      token: "hunter2",
      "x-api-key": ["hunter2", 12345678, 5],
      credentials: { a: { b: "hunter2" } },
      has_token: "true",
      after: "kept",
    };
    assert.deepEqual(protect(event({ properties })).row["properties"], {
      token: "[masked]",
      "x-api-key": ["[masked]", "[masked]", 5],
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

  it("are masked before the name that says so, and two equal keys stay two", () => {
    const protect = createProtection("keep");
    const rows = {
      '{"value":["hunter2",{"a":123456}],"b":1,"name":"TOKEN"}':
        '{"value":["[masked]",{"a":"[masked]"}],"b":1,"name":"TOKEN"}',
      '{"value":123456,"key":"token"}': '{"value":"[masked]","key":"token"}',
      '{"k":"password","v":"hunter2"}': '{"k":"password","v":"[masked]"}',
      '{"[masked]":1,"password=hunter2":2,"password=[masked]":3}':
        '{"[masked]":1,"password=[masked] 1":2,"password=[masked]":3}',
    };
    for (const [row, expected] of Object.entries(rows)) {
      assert.equal(protect(row), expected);
    }
  });

  it("are masked in a field that a row has again", () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const start = '{"event_name":"a","timestamp":"2026-03-01T00:00:00Z"';
    const { text } = protect({ text: `${start},"b" :1,"c":"${token}","c":"d"}` });
    assert.equal(text, `${start},"b" :1,"c 1":"[masked]","c":"d"}`);
  });

  it("are all of a text that is too long to be searched", () => {
    const text = "aB1".repeat(6_000_000);
    for (const [mode, start] of [
      ["keep", `Bearer ${text}`],
      ["pseudonymize", `/home/${text}`],
    ] as const) {
      const line = JSON.stringify({ a: start, b: "after" });
      assert.equal(createProtection(mode)(line), '{"a":"[masked]","b":"after"}');
    }
  });

  it("are found where JSON spells them with escapes, and every other byte stays", () => {
    const token = `\\u0067hp_${part(36)}`;
    const text = ` {"event_name" : "a\\/b","timestamp":"2026-03-01","m":1.50e2,"b":"${token}","n":1}`;
    assert.equal(protect({ text }).text, text.replace(token, "[masked]"));
  });
});
