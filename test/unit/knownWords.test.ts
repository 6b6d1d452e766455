import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { STATUS_CODES } from "node:http";
import { constants } from "node:os";
import { join } from "node:path";
import { getSystemErrorMap } from "node:util";
import { knownWordsModule, unknownWords, wordsOfFile } from "../../scripts/knownWords";
import { repositoryRoot } from "../../scripts/repository";
import { knownWords } from "../../src/telemetry/protect/knownWords";

const words = knownWords.split(" ");
const known = new Set(words);

// Common given names and surnames, of people in many countries, and what machines are called by.
const NAMES =
  `ada zelda kevin alice bob carol dave eve mallory trent peggy john jane james mary robert linda michael
 susan david karen thomas nancy peter anna lukas hannah jonas felix sofia mateo diego lucia carmen pierre camille
 giulia luca ivan olga dmitri natasha ahmed fatima omar aisha wei ming hiroshi yuki raj priya ananya nguyen linh
 kwame chidi ruby claude morgan smith johnson williams garcia martinez mueller schmidt schneider dupont rossi kim
 lee chen wang patel singh kowalski novak ivanov tanaka suzuki silva santos quux lovelace hopper turing knuth
 torvalds gandalf frodo zeus apollo athena hermes odin thor loki skywalker vader yoda picard pikachu
 godzilla bilbo mordor rivendell hogwarts winterfell acme contoso fabrikam initech srvprod dbmaster
 berlin paris london tokyo mumbai seattle boston`.split(/\s+/);

describe("the known words", () => {
  it("are what the lists make", () => {
    const file = join(repositoryRoot, "src/telemetry/protect/knownWords.ts");
    assert.ok(
      readFileSync(file, "utf8") === knownWordsModule(),
      'knownWords.ts is not what the lists make; "npm run words" writes it anew.',
    );
  });

  it("are lower-case words of two letters or more, each once and sorted", () => {
    assert.deepEqual(
      words.filter((word) => !/^([a-z]{2,}|ed25519|e2big)$/.test(word)),
      [],
    );
    assert.deepEqual(words, [...known].sort());
  });

  it("stay small", () => {
    assert.ok(words.length <= 20_000, `${words.length} words`);
  });

  it("hold no names of people and machines", () => {
    assert.deepEqual(
      [...NAMES, ...wordsOfFile("names.txt")].filter((name) => known.has(name)),
      [],
    );
  });

  it("hold every word of the errors that Node.js names", () => {
    const errors = [...getSystemErrorMap().values()].flat();
    const codes = Object.keys({ ...constants.errno, ...constants.signals });
    const statuses = Object.values(STATUS_CODES).map(String);
    assert.deepEqual([...unknownWords([...errors, ...codes, ...statuses])], []);
  });

  it("hold every word of the sample, but for a token and a place", () => {
    assert.deepEqual([...unknownWords(sampleTexts()).keys()].sort(), ["abc", "nyc"]);
  });
});

/** The keys and values of the events that the Coder extension stored, without random ids. */
function sampleTexts(): string[] {
  const folder = join(repositoryRoot, "test/fixtures/coder-extension/telemetry");
  const texts: string[] = [];
  for (const line of readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), "utf8").trimEnd().split("\n"),
  )) {
    JSON.parse(line, (key, value: unknown) => {
      texts.push(key);
      if (typeof value === "string" && !/^[0-9a-f]{8,}$/.test(value)) {
        texts.push(value);
      }
      return value;
    });
  }
  return texts;
}
