import assert from "node:assert/strict";
import { createProtection } from "../../../../src/telemetry/protect/protectText";
import { cutTexts } from "../../../fixtures/privacy/cutTexts";
import { decoded, survivorOf } from "../../../fixtures/privacy/planted";
import { secretNames } from "../../../fixtures/privacy/secretNames";
import { credentialRows, secretRows } from "../../../fixtures/privacy/secretRows";
import { assertNone, protectLine } from "../../../support/protectedLine";

const protect = createProtection("keep");

function isLeft(row: object, value: string | number): boolean {
  const output = protectLine(protect, JSON.stringify(row));
  return survivorOf({ parts: [String(value)] }, output) !== undefined;
}

/** Random, a word, digits, punctuation, letters of another script, and numbers. */
const values = [
  ...["Q7Z9X4a1Z8", "quagmire", "84629175", "@#$%^&*!(~+", "щукъэфов"],
  ...[84629175, 7.25e-300],
];

describe("a secret in a row", () => {
  for (const [where, rowOf] of Object.entries(secretRows)) {
    it(`does not survive as ${where}`, () => {
      const left = secretNames.filter((name) =>
        values.some((value) => isLeft(rowOf(name, value), value)),
      );
      assertNone(left);
    });
  }

  for (const [where, rowOf] of Object.entries(credentialRows)) {
    it(`does not survive as ${where}`, () => {
      assert.ok(!isLeft(rowOf("Q7Z9X4a1Z8"), "Q7Z9X4a1Z8"));
    });
  }

  it("leaves what only says whether there is one", () => {
    const row = {
      ...{ token: true, password: null, secret: "", credentials: [], api_key: false },
      added: ["token", "expired", "password", "was not found"],
    };
    assert.equal(protect(JSON.stringify(row)), JSON.stringify(row));
  });

  it("that is a key leaves other keys and their values", () => {
    const [one, other] = ["A", "B"].map((end) => `glpat-Q7Z9X4a1Z8q6x7w5v4${end}`);
    for (const mode of ["keep", "pseudonymize"] as const) {
      const row = { [String(one)]: 1, [String(other)]: 2, "[masked]": 3 };
      const output = createProtection(mode)(JSON.stringify({ measurements: row }));
      const { measurements } = JSON.parse(output) as { measurements: object };
      assert.deepEqual(Object.values(measurements), [1, 2, 3], output);
    }
  });
});

describe("a text that is cut", () => {
  // Of characters that stand in none of the texts, so that a single one is found.
  const secrets = ["JQ7JJ9QJ", 'JQ"JJ\\Q\nJ', "JQ,J J;Q"];
  for (const [what, textOf] of Object.entries(cutTexts)) {
    // Without quotes, two or three letters may be a word as well.
    const [some, part] = /^JSON|name/.test(what)
      ? [secrets, /[JQ]/]
      : [secrets.slice(0, 1), /JQ7J/];
    it(`shows no part of a secret: ${what}`, () => {
      const left = some.flatMap((secret) =>
        cutsOf(textOf(secret)).filter((cut) =>
          part.test(decoded(protectLine(protect, JSON.stringify({ a: cut })))),
        ),
      );
      assertNone(left);
    });
  }
});

function cutsOf(text: string): string[] {
  return Array.from({ length: text.length + 1 }, (_, end) => text.slice(0, end));
}
