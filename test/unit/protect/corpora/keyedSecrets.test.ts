import { createProtection } from "../../../../src/telemetry/protect/protectText";
import { commandLines } from "../../../fixtures/privacy/commandLines";
import { headers, sentences, settingsFiles } from "../../../fixtures/privacy/credentialTexts";
import { urls } from "../../../fixtures/privacy/credentialUrls";
import {
  type Notation,
  notations,
  parts,
  quotedValues,
  values,
} from "../../../fixtures/privacy/keyedSecrets";
import { survivorOf } from "../../../fixtures/privacy/planted";
import { secretNames, secretPhrases } from "../../../fixtures/privacy/secretNames";
import { assertNone, protectLine } from "../../../support/protectedLine";

const protect = createProtection("keep");
const [first, second] = parts;

function isLeft(text: string): boolean {
  return survivorOf({ parts }, protectLine(protect, JSON.stringify({ a: text }))) !== undefined;
}

describe("secrets that a name tells", () => {
  for (const [how, notation] of Object.entries(notations)) {
    it(`don't survive in the notation ${how}`, () => {
      const left = secretNames.filter((name) => isLeft(notation(name, `${first}a1${second}`)));
      assertNone(left);
    });
  }

  const plain: Record<string, Notation> = {
    "x=v": (name, value) => `connect ${name}=${value} now`,
    "x: v": (name, value) => `a: 1\n${name}: ${value}\nb: 2`,
  };
  for (const [how, notation] of Object.entries(plain)) {
    it(`don't survive, whatever they are made of, in the notation ${how}`, () => {
      const left = Object.entries(values).filter(([, value]) =>
        isLeft(notation("password", value)),
      );
      assertNone(left.map(([what]) => what));
    });
  }

  const sentences: Record<string, Notation> = {
    "x y: v": (name, value) => `Your ${name}: ${value}`,
    "x y = v": (name, value) => `${name} = ${value}`,
    "x y is v": (name, value) => `the ${name} is ${value}`,
    JSON: (name, value) => JSON.stringify({ [name]: value }),
  };
  for (const [how, notation] of Object.entries(sentences)) {
    it(`don't survive behind several words in the notation ${how}`, () => {
      const left = secretPhrases.filter((name) => isLeft(notation(name, `${first}a1${second}`)));
      assertNone(left);
    });
  }

  const quoted: Record<string, Notation> = {
    JSON: (name, value) => JSON.stringify({ a: 1, [name]: value, b: 2 }),
    "JSON in JSON": (name, value) => JSON.stringify({ a: JSON.stringify({ [name]: value }) }),
    'x="v"': (name, value) => `connect ${name}=${JSON.stringify(value)} now`,
    "a flag": (name, value) => `tool --${name} ${JSON.stringify(value)} now`,
  };
  for (const [how, notation] of Object.entries(quoted)) {
    it(`don't survive in quotes, whatever they are made of, in the notation ${how}`, () => {
      const all = Object.entries(quotedValues);
      const left = all.filter(([, value]) => isLeft(notation("password", value)));
      assertNone(left.map(([what]) => what));
    });
  }
});

describe("credentials", () => {
  const groups = {
    "command lines": commandLines,
    headers,
    sentences,
    "settings files": settingsFiles,
    urls,
  };
  for (const [what, texts] of Object.entries(groups)) {
    it(`don't survive in ${what}`, () => {
      const left = texts.filter((text) => isLeft(text.replaceAll("§", `${first}a1${second}`)));
      assertNone(left);
    });

    it(`don't survive in ${what} in JSON in JSON`, () => {
      const left = texts.filter((text) => {
        const body = JSON.stringify({ stderr: text.replaceAll("§", `${first}a1${second}`) });
        return isLeft(JSON.stringify({ body }));
      });
      assertNone(left);
    });
  }
});
