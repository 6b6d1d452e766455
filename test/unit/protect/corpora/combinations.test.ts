import fc, { type Arbitrary } from "fast-check";
import { createProtection } from "../../../../src/telemetry/protect/protectText";
import { commandLines } from "../../../fixtures/privacy/commandLines";
import { headers, settingsFiles } from "../../../fixtures/privacy/credentialTexts";
import { urls } from "../../../fixtures/privacy/credentialUrls";
import { fill, nameSets, partsOf } from "../../../fixtures/privacy/identifiers/names";
import {
  addresses,
  coder,
  homes,
  hosts,
  people,
} from "../../../fixtures/privacy/identifiers/texts";
import { programs } from "../../../fixtures/privacy/innocent/programs";
import { shapes } from "../../../fixtures/privacy/innocent/shapes";
import { tools } from "../../../fixtures/privacy/innocent/tools";
import { notations } from "../../../fixtures/privacy/keyedSecrets";
import { survivorOf } from "../../../fixtures/privacy/planted";
import { furtherSecrets, namedSecrets } from "../../../fixtures/privacy/secretFormats";
import { secretNames } from "../../../fixtures/privacy/secretNames";
import { lineSpellings, places, surroundings } from "../../../fixtures/privacy/surroundings";
import { assertNone, protectLine } from "../../../support/protectedLine";

/** Other seeds and more runs try other combinations: `CORPORA_SEED=7 CORPORA_RUNS=100000`. */
const { CORPORA_SEED: seed = 19, CORPORA_RUNS: numRuns = 2000 } = process.env;
const options = { seed: Number(seed), numRuns: Number(numRuns) };

const oneOf = <T>(all: readonly T[]): Arbitrary<T> => fc.constantFrom(...all);

/** A text in up to three surroundings, somewhere in a line. */
const toLine = fc
  .record({
    surround: fc.array(oneOf(Object.values(surroundings)), { minLength: 1, maxLength: 3 }),
    place: oneOf(Object.values(places)),
    spell: oneOf(Object.values(lineSpellings)),
  })
  .map(
    ({ surround, place, spell }) =>
      (text: string) =>
        spell(place(surround.reduce((inner, around) => around(inner), text))),
  );

interface Text {
  readonly text: string;
  readonly parts: readonly string[];
}

/** Of all that fails, the shortest says most. */
function shortestFirst(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort((one, other) => one.length - other.length);
}

function assertNoneSurvives(mode: "keep" | "pseudonymize", planted: Arbitrary<Text>): void {
  const left = fc
    .sample(fc.tuple(planted, toLine), options)
    .flatMap(([{ text, parts }, lineOf]) => {
      const line = lineOf(text);
      const output = protectLine(createProtection(mode), line);
      return survivorOf({ parts }, output) === undefined ? [] : [`${line}\n  ${output}`];
    });
  assertNone(shortestFirst(left));
}

const SECRET = "Q7Z9X4a1Z8";

describe("in several surroundings", () => {
  it("no secret of a known format survives", () => {
    assertNoneSurvives("keep", oneOf([...namedSecrets, ...furtherSecrets]));
  });

  it("no secret survives that a name tells", () => {
    const planted = fc
      .tuple(oneOf(Object.values(notations)), oneOf(secretNames))
      .map(([notation, name]) => ({ text: notation(name, SECRET), parts: [SECRET] }));
    assertNoneSurvives("keep", planted);
  });

  it("no credential survives", () => {
    // A URL that is cut off before its host says nothing of where the password ends.
    const texts = [...commandLines, ...headers, ...settingsFiles, ...urls].filter(
      (text) => !text.endsWith("svc:§"),
    );
    const planted = oneOf(texts).map((text) => ({
      text: text.replaceAll("§", SECRET),
      parts: [SECRET],
    }));
    assertNoneSurvives("keep", planted);
  });

  it("no identifier survives", () => {
    const texts = [homes, people, hosts, addresses, coder].flat();
    const planted = fc
      .tuple(oneOf(texts), oneOf(Object.values(nameSets)))
      .map(([text, names]) => ({ text: fill(text, names), parts: partsOf(text, names) }));
    assertNoneSurvives("pseudonymize", planted);
  });

  it("texts without a secret stay, at least 99 of 100", () => {
    const protect = createProtection("keep");
    // What comes behind a colon may be the secret that it announces.
    const whole = [...programs, ...tools, ...shapes].filter((text) => !/[:=]\s*$/.test(text));
    const lines = fc.sample(
      fc.tuple(oneOf(whole), toLine).map(([text, line]) => line(text)),
      options,
    );
    const changed = lines.filter((line) => protect(line) !== line);
    if (changed.length > lines.length / 100) {
      assertNone(shortestFirst(changed.map((line) => `${line}\n  ${protect(line)}`)));
    }
  });
});
