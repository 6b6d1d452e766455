import assert from "node:assert/strict";
import type * as LinePieces from "../../src/telemetry/read/linePieces";
import { piecesOf } from "../../src/telemetry/read/linePieces";
import { StepCounter } from "../support/steps/steps";

describe("pieces of a line", () => {
  const cases: [line: string, pieces: string[]][] = [
    ['{"a":1}{"b":2}', ['{"a":1}', '{"b":2}']],
    ['{"a":1} x {"b":2}', ['{"a":1}', "- x ", '{"b":2}']],
    ['\0{"a":1}\ufeff {"b":2}\0', ['{"a":1}', '{"b":2}']],
    ['{"ev{"a":1}', ['-{"ev', '{"a":1}']],
    ['{"b":{"a":1}', ['-{"b":', '{"a":1}']],
    ['{"b":[1,{"a":{}},{"c":[', ['-{"b":[1,', '{"a":{}}', '-,{"c":[']],
    ['{"b":[{"a":1}],"c', ['-{"b":[', '{"a":1}', '-],"c']],
    ['{"b":"{\\"a\\":1}","c', ['-{"b":"{\\"a\\":1}","c']],
    ["\0\0", ["-\0\0"]],
    ['"text" 1', ['-"text" 1']],
  ];
  for (const [line, expected] of cases) {
    it(`of ${JSON.stringify(line)}`, () => {
      const pieces = Array.from(
        piecesOf(line),
        ({ text, isObject }) => (isObject ? "" : "-") + text,
      );
      assert.deepEqual(pieces, expected);
    });
  }
});

describe("the steps for pieces of a line", () => {
  let counter: StepCounter;
  let counted: typeof LinePieces;

  before(() => {
    counter = new StepCounter();
    counted = counter.load("telemetry/read/linePieces.js") as typeof LinePieces;
  });
  after(() => {
    counter.close();
  });

  const stepsFor = (line: string): number =>
    counter.stepsOf(() => {
      let length = 0;
      for (const { text } of counted.piecesOf(line)) {
        length += text.length;
      }
      assert.ok(length <= line.length);
    });

  for (const part of [
    "{",
    "[",
    "}",
    "{}",
    '"',
    '{"',
    '{"a',
    '{"a"',
    '{"a":',
    '{"a":"',
    '{"a":[',
    '{"a":{},',
    "\\",
    '{"\\',
    '"\\"{',
    " ",
    "\0",
    "{ ",
    '{"a":1',
    '{"a":[{},',
    "0",
  ]) {
    it(`grow like a line of ${JSON.stringify(part)}`, () => {
      const [steps = NaN, more = NaN] = [10_000, 40_000].map((count) =>
        stepsFor(`${part.repeat(count)}{"a":1}`),
      );
      // A square takes 16 times the steps.
      assert.ok(more <= 5 * steps, `${steps} steps become ${more}.`);
    });
  }
});
