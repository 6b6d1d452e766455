import assert from "node:assert/strict";
import { piecesOf } from "../../src/telemetry/read/linePieces";

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

  // With quadratic time, each of these lines takes minutes.
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
    it(`of a long line of ${JSON.stringify(part)}`, () => {
      const line = part.repeat(Math.floor(3_000_000 / part.length));
      let length = 0;
      for (const { text } of piecesOf(`${line}{"a":1}`)) {
        length += text.length;
      }
      assert.ok(length <= line.length + 7);
    });
  }
});
