import assert from "node:assert/strict";
import fc from "fast-check";
import type * as ProtectText from "../../../../src/telemetry/protect/protectText";
import {
  type Generate,
  adversarialEdges,
  adversarialParts,
  adversarialStructures,
} from "../../../fixtures/privacy/adversarial";
import { StepCounter } from "../../../support/steps/steps";

const LENGTH = 500;
/** A text of 4 times the length may take a little more than 4 times the steps. A square takes 16 times. */
const MOST = 8;
/** Another seed tries other texts: `LINEAR_SEED=7 LINEAR_RUNS=5000`. */
const { LINEAR_SEED: seed = 19, LINEAR_RUNS: runs = 100 } = process.env;

const repeat = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length));

/** Repeated parts between others, which stand once. */
const mixed = fc.record({
  start: fc.constantFrom(...adversarialEdges),
  parts: fc.array(fc.constantFrom(...adversarialParts), { minLength: 1, maxLength: 2 }),
  isMixed: fc.boolean(),
  end: fc.constantFrom(...adversarialEdges),
  placeOf: fc.constantFrom<((text: string) => object)[]>(
    (text) => ({ a: text }),
    (text) => ({ [text]: 1 }),
    (text) => ({ password: text }),
    (text) => ({ user: [text] }),
    (text) => ({ a: JSON.stringify({ b: text }) }),
    (text) => ({ a: encodeURIComponent(text.toWellFormed()) }),
  ),
});

for (const mode of ["keep", "pseudonymize"] as const) {
  describe(`the steps of ${mode}`, () => {
    let counter: StepCounter;
    let createProtection: (typeof ProtectText)["createProtection"];
    before(() => {
      counter = new StepCounter();
      const path = "telemetry/protect/protectText.js";
      ({ createProtection } = counter.load(path) as typeof ProtectText);
      // Loads the list of known words, which would count for the first text that needs it.
      createProtection(mode)(JSON.stringify({ a: "token: expired" }));
    });
    after(() => {
      counter.close();
    });

    const stepsFor = (lines: readonly string[]): number =>
      counter.stepsOf(() => {
        const protect = createProtection(mode);
        lines.forEach((line) => protect(line));
      });
    const assertLinear = (linesOf: (length: number) => readonly string[]): void => {
      const steps = stepsFor(linesOf(LENGTH));
      const more = stepsFor(linesOf(4 * LENGTH));
      assert.ok(more > steps, "Nothing is counted.");
      const times = `${(more / steps).toFixed(1)} times`;
      assert.ok(more <= MOST * steps, `${steps} steps become ${more}: ${times}`);
    };
    const asValue = (text: string): string[] => [JSON.stringify({ a: text })];

    for (const part of adversarialParts) {
      it(`grow like a text of ${JSON.stringify(part)}`, () => {
        assertLinear((length) => asValue(`${repeat(part, length)}x`));
        assertLinear((length) => [JSON.stringify({ token: `${repeat(part, length)}x` })]);
      });
    }

    for (const [what, generate] of Object.entries<Generate>(adversarialStructures)) {
      it(`grow like a text of ${what}`, () => {
        assertLinear((length) => asValue(generate(length)));
      });
    }

    it("grow like any text of repeated parts", () => {
      const property = fc.property(mixed, ({ start, parts, isMixed, end, placeOf }) => {
        assertLinear((length) => {
          const repeated = isMixed
            ? [repeat(parts.join(""), length)]
            : parts.map((part) => repeat(part, length / parts.length));
          return [JSON.stringify(placeOf(start + repeated.join("") + end))];
        });
      });
      fc.assert(property, { seed: Number(seed), numRuns: Number(runs) });
    });

    it("grow like the number of names", () => {
      assertLinear((length) =>
        Array.from({ length: length / 4 }, (_, index) =>
          JSON.stringify({
            error: { message: `dial tcp: lookup vx${index}q.test: no such host` },
            properties: { user: `zq${index}v`, host: `xk${index}w`, output: `by zq${index}v` },
          }),
        ),
      );
    });

    it("grow like the number of strings, keys and lists", () => {
      const list = (length: number): string[] =>
        Array.from({ length: length / 8 }, (_, index) => `wq${index}`);
      assertLinear((length) => [JSON.stringify({ a: list(length) })]);
      assertLinear((length) => [JSON.stringify({ password: list(length) })]);
      assertLinear((length) => [
        JSON.stringify(Object.fromEntries(list(length).map((key) => [`token ${key}`, 1]))),
      ]);
      assertLinear((length) => [`{"a":${"[".repeat(length)}"x"${"]".repeat(length)}}`]);
      assertLinear((length) => [`${'{"a":'.repeat(length / 5)}"x"${"}".repeat(length / 5)}`]);
    });

    it("grow like the number of values whose name comes later", () => {
      for (const [key, end] of [
        ["value", '"name":"token"'],
        ["d", '"kty":"EC"'],
      ]) {
        assertLinear((length) => {
          const depth = length / 20;
          return [`${`{"${key}":`.repeat(depth)}"x"${`,${end}}`.repeat(depth)}`];
        });
      }
    });
  });
}
