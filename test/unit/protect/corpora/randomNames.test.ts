import assert from "node:assert/strict";
import fc from "fast-check";
import { createProtection } from "../../../../src/telemetry/protect/protectText";
import { fold, survivorOf } from "../../../fixtures/privacy/planted";
import { lineSpellings, surroundings } from "../../../fixtures/privacy/surroundings";
import { protectLine } from "../../../support/protectedLine";

/** Another seed tries other names: `NAMES_SEED=7 NAMES_RUNS=100000`. */
const { NAMES_SEED: seed = 19, NAMES_RUNS: runs = 3000 } = process.env;

/** Letters of which no language makes words that a program writes. */
const SCRIPTS = [
  "qxzjvk",
  "qxzjvküñøþß",
  "QXZJVK",
  "QxZjVk7",
  "щъэыфцЩЭ",
  "ξψφθΞΨ",
  "ظضغثذ",
  "צץףךח",
  "龘靐齉齾龖",
  "ヱヰヲヅヴ",
  "뷁쀍쾗뙗",
  "झढ़ङञऋ",
  "ஃஞஙழ",
  "ԱԲԳզժ",
  "ვჟქღჭ",
];
const MARKS = ["-", "'", "’", "_", "."];

const name = fc
  .constantFrom(...SCRIPTS)
  .chain((script) =>
    fc.tuple(
      fc.array(fc.constantFrom(...Array.from(script)), { minLength: 4, maxLength: 11 }),
      fc.option(fc.constantFrom(...MARKS)),
      fc.option(fc.nat(999)),
      fc.nat(3),
    ),
  )
  .map(([letters, mark, number, at]) => {
    const start = letters.slice(0, at + 1).join("");
    const end = letters.slice(at + 1).join("");
    return `${start}${mark ?? ""}${end}${number ?? ""}`;
  })
  .filter((some) => partsOf(some).length > 0);

const CASES: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => text.normalize("NFC"),
  (text) => text.normalize("NFD"),
];

/** Texts with a name in each position that a name can have. */
const POSITIONS: Readonly<Record<string, (name: string) => string>> = {
  home: (user) => `open '/home/${user}/.ssh/config'`,
  "home on macOS": (user) => `/Users/${user}`,
  "home on Windows": (user) => `C:\\Users\\${user}\\AppData`,
  "home in a URL": (user) => `file:///home/${encodeURIComponent(user)}/x`,
  "file's name": (user) => `/tmp/${user}.log:12:34`,
  "host of a URL": (host) => `https://${host}/x`,
  "host of a domain": (host) => `https://a.${host}.test:8443/x?y=1`,
  "user's name in a URL": (user) => `https://${user}:pw@h.test/x`,
  "part of a path": (part) => `GET /api/v2/${part}/x 404`,
  "value of a query": (value) => `/x?y=${encodeURIComponent(value)}&z=1`,
  "name of a query": (value) => `/x?${encodeURIComponent(value)}=1`,
  fragment: (value) => `https://h.test/x#${value}`,
  "e-mail address": (user) => `<${user}@h.test>`,
  "domain of an e-mail address": (host) => `mail to a@${host}.test.`,
  user: (user) => `user=${user};x=1`,
  host: (host) => `getaddrinfo ENOTFOUND ${host}`,
  "host with a port": (host) => `dial tcp ${host}:443: connect: connection refused`,
  workspace: (workspace) => `coder-vscode.h.test--a--${workspace}.main`,
  "free text": (word) => `then ${word} failed, and ${word}'s file`,
  "first word": (word) => `${word}: not found`,
  "last word": (word) => `not found: ${word}`,
  "word in quotes": (word) => `no “${word}” and no "${word}"`,
  "word in brackets": (word) => `[${word}] (${word}) {${word}}`,
  "second word": (word) => `user "Mark ${word}"`,
  alone: (word) => word,
};

const ROWS: ((text: string, name: string) => object)[] = [
  (text) => ({ error: { message: text } }),
  (text) => ({ properties: { [text]: "1", output: text } }),
  (text, name) => ({ properties: { [name]: [text], user: name }, deployment_url: text }),
  (text) => ({ context: { added: text, machine_id: text }, added: [[text]] }),
  (text, name) => ({ properties: { result: name, version: name, source: text } }),
];

const SPELLINGS: ((text: string) => string)[] = [
  (text) => text,
  ...Object.values(surroundings),
  (text) => text.replace(/\P{ASCII}/gu, (char) => encodeURIComponent(char)),
  (text) =>
    JSON.stringify(text)
      .replace(/[^ -~]/g, toEscape)
      .slice(1, -1),
  (text) => JSON.stringify({ a: text }).replace(/[^ -~]/g, toEscape),
  (text) => text.replace(/\P{ASCII}/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`),
  (text) => text.replace(/\P{ASCII}/gu, (char) => `&#${char.codePointAt(0)};`),
];

function toEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** What of a name gives it away: its runs of four letters or more. */
function partsOf(some: string): string[] {
  return fold(some).match(/\p{L}{4,}/gu) ?? [];
}

describe("names that are no words", () => {
  for (const [position, textOf] of Object.entries(POSITIONS)) {
    it(`survive in no spelling or encoding: ${position}`, () => {
      const property = fc.property(
        name,
        fc.constantFrom(...CASES),
        fc.constantFrom(...SPELLINGS),
        fc.constantFrom(...ROWS),
        fc.constantFrom(...Object.values(lineSpellings)),
        (original, toCase, spell, rowOf, lineOf) => {
          const planted = toCase(original);
          const line = lineOf(rowOf(spell(textOf(planted)), planted));
          const output = protectLine(createProtection("pseudonymize"), line);
          const survivor = survivorOf({ parts: partsOf(original) }, output);
          assert.equal(survivor, undefined, `${line}\n${output}`);
        },
      );
      fc.assert(property, { seed: Number(seed), numRuns: Math.ceil(Number(runs) / 20) });
    });
  }
});
