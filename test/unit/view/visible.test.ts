import assert from "node:assert/strict";
import { cut, splitVisible } from "../../../src/telemetry/view/page/parts/visible";

describe("splitVisible", () => {
  const cases: [text: string, parts: (string | { code: string })[]][] = [
    ["", []],
    ["as it is: ä 😀 שלום", ["as it is: ä 😀 שלום"]],
    ["\u0000a\u007F", [{ code: "U+0000" }, "a", { code: "U+007F" }]],
    ["a\u202Eb\u2066", ["a", { code: "U+202E" }, "b", { code: "U+2066" }]],
    ["\u200B\uFEFF", [{ code: "U+200B" }, { code: "U+FEFF" }]],
    ["a\u2028b", ["a", { code: "U+2028" }, "b"]],
    ["a\uD800b", ["a", { code: "U+D800" }, "b"]],
    ["\u{E0041}", [{ code: "U+E0041" }]],
    ["a\nb", ["a", { code: "U+000A" }, "b"]],
  ];
  for (const [text, parts] of cases) {
    it(`splits ${JSON.stringify(text)}`, () => {
      assert.deepEqual(splitVisible(text), parts);
    });
  }

  it("keeps what it is told to keep", () => {
    assert.deepEqual(splitVisible("a\n\tb\r", "\n\t"), ["a\n\tb", { code: "U+000D" }]);
  });
});

describe("cut", () => {
  it("cuts no character in two", () => {
    assert.equal(cut("ab😀", 3), "ab");
    assert.equal(cut("ab😀", 4), "ab😀");
    assert.equal(cut("abc", 2), "ab");
  });
});
