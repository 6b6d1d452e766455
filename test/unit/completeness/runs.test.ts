import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Runs,
  addToRuns,
  gapsIn,
  sizeOfRuns,
  uniteRuns,
} from "../../../src/telemetry/completeness/runs";

const numbers = fc.array(fc.nat(40), { maxLength: 60 });

function runsOf(values: readonly number[]): Runs {
  const runs: Runs = [];
  for (const value of values) {
    addToRuns(runs, value, true);
  }
  return runs;
}

/** Runs of a set, made in another way. */
function expectedRuns(values: readonly number[]): Runs {
  const all = new Set(values);
  const sorted = [...all].sort((a, b) => a - b);
  return sorted.flatMap((value) => [
    ...(all.has(value - 1) ? [] : [value]),
    ...(all.has(value + 1) ? [] : [value]),
  ]);
}

describe("runs of consecutive integers", () => {
  it("contain what was added, in whatever order", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        assert.deepEqual(runsOf(values), expectedRuns(values));
        assert.equal(sizeOfRuns(runsOf(values)), new Set(values).size);
      }),
    );
  });

  it("are united", () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        assert.deepEqual(uniteRuns(runsOf(a), runsOf(b)), expectedRuns([...a, ...b]));
      }),
    );
  });

  it("refuse only what needs another run, when they may not grow", () => {
    const runs = runsOf([1, 2, 5]);
    const results = [7, 3, 2, 4, 0, 9].map((value) => addToRuns(runs, value, false));
    assert.deepEqual(results, [false, true, true, true, true, false]);
    assert.deepEqual(runs, [0, 5]);
  });

  it("have gaps between them", () => {
    assert.deepEqual(gapsIn([]), []);
    assert.deepEqual(gapsIn([3, 9]), []);
    assert.deepEqual(gapsIn([0, 4, 7, 7, 10, 12]), [
      { after: 4, before: 7 },
      { after: 7, before: 10 },
    ]);
  });
});
