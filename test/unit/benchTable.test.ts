import assert from "node:assert/strict";
import type { Measurement } from "../../scripts/bench/measurement";
import { formatComparison, formatFigures } from "../../scripts/bench/table";

const run = (): Promise<never> => Promise.reject(new Error("The figures are given."));
const measurements: readonly Measurement[] = [
  { name: "floor", unit: "ms", run },
  {
    name: "export",
    unit: "ms",
    against: [
      { baseline: "floor", limit: 1.5, cpuLimit: 1.4 },
      { baseline: "jq", limit: 0.1 },
    ],
    run,
  },
  { name: "jq", unit: "ms", run },
  { name: "memory", unit: "MB", limit: 70, run },
];
const figures = new Map([
  ["floor", [{ value: 90, cpu: 105 }]],
  // The medians come from different runs.
  [
    "export",
    [
      { value: 200, cpu: 210 },
      { value: 100, cpu: 190 },
      { value: 120, cpu: 230 },
    ],
  ],
  ["jq", [{ value: 1000 }]],
  ["memory", [{ value: 71 }, { value: 65 }]],
]);

/** The cells of each line, without the space around them. */
function cellsOf(table: string): string[][] {
  return table.split("\n").map((line) => line.trim().split(/ {2,}/));
}

describe("the table of the bench", () => {
  it("says the time and CPU time of each, and whether their ratios are what they should be", () => {
    assert.deepEqual(cellsOf(formatFigures(measurements, figures)), [
      [
        ...["median", "lowest", "highest", "CPU"],
        ...["against", "ratio", "to reach", "CPU ratio", "to reach"],
      ],
      ["floor", "90 ms", "90 ms", "90 ms", "105 ms"],
      [
        ...["export", "120 ms", "100 ms", "200 ms", "210 ms"],
        ...["floor", "1.33 ×", "≤ 1.50 × yes", "2.00 ×", "≤ 1.40 × NO"],
      ],
      // Nobody tells what a child computes.
      ["jq", "0.12 ×", "≤ 0.10 × NO"],
      ["jq", "1,000 ms", "1,000 ms", "1,000 ms"],
      ["memory", "68 MB", "65 MB", "71 MB", "≤ 70 MB yes"],
    ]);
  });

  it("has all cells of a column end at the same place", () => {
    const lines = formatFigures(measurements, figures).split("\n");
    const ends = ["median", "90 ms", "120 ms"].map((cell, index) => {
      const line = lines[index] ?? "";
      return line.indexOf(cell) + cell.length;
    });
    assert.equal(new Set(ends).size, 1);
  });

  it("compares time and CPU time of two commits", () => {
    const faster = new Map(figures).set("export", [{ value: 60, cpu: 70 }]);
    assert.deepEqual(
      cellsOf(formatComparison(measurements, ["abc", figures], ["here", faster])).slice(0, 3),
      [
        ["abc", "here", "ratio", "abc CPU", "here CPU", "CPU ratio"],
        ["floor", "90 ms", "90 ms", "1.00 ×", "105 ms", "105 ms", "1.00 ×"],
        ["export", "120 ms", "60 ms", "0.50 ×", "210 ms", "70 ms", "0.33 ×"],
      ],
    );
  });
});
