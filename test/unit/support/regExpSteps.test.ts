import assert from "node:assert/strict";
import fc from "fast-check";
import { SteppedRegExp } from "../../support/steps/regExpSteps";

const patterns: readonly RegExp[] = [
  /a*b/,
  /(?:a|ab)(?:c|bcd)*$/,
  /(?<!b)a{2,3}?(?=b)/,
  /(?<=(?:ab|b){1,2})c/,
  /(?:a*)*c/,
  /(?:a*?|b)+?c/y,
  /^[^b]+\b.|😀\w/mu,
  /(?!ab)[a-c]{2}\B/i,
];

describe("a regular expression whose steps are counted", () => {
  for (const pattern of patterns) {
    it(`matches what V8 matches: ${String(pattern)}`, () => {
      const text = fc.string({
        unit: fc.constantFrom("a", "a", "a", "b", "b", "c", "B", " ", "\n", "😀"),
        maxLength: 12,
      });
      fc.assert(
        fc.property(text, (some) => {
          const match = pattern.exec(some);
          pattern.lastIndex = 0;
          const end = match ? match.index + match[0].length : -1;
          assert.equal(new SteppedRegExp(pattern).exec(some, 0), end);
        }),
        { numRuns: 500 },
      );
    });
  }

  it("takes as many steps as it is slow", () => {
    const stepsOf = (pattern: RegExp, length: number): number => {
      const stepped = new SteppedRegExp(pattern);
      stepped.exec("a".repeat(length), 0);
      return stepped.steps;
    };
    assert.ok(stepsOf(/b*$/, 400) < 5 * stepsOf(/b*$/, 100));
    assert.ok(stepsOf(/a*b/, 400) > 15 * stepsOf(/a*b/, 100));
    assert.ok(stepsOf(/(?=a*)b/, 400) > 15 * stepsOf(/(?=a*)b/, 100));
    assert.ok(stepsOf(/^(?:a|aa)*b/, 20) > 100 * stepsOf(/^(?:a|aa)*b/, 10));
  });
});
