import assert from "node:assert/strict";
import { indentJson } from "../../../src/telemetry/view/index/indentJson";

describe("indented JSON", () => {
  for (const value of [
    { a: 1, b: [1, { c: 'x, {y}: [z] \\ " \n' }], d: {}, e: [], f: null },
    [],
    {},
    "text",
    [[[]], {}],
  ]) {
    it(`is that of JSON.stringify for ${JSON.stringify(value)}`, () => {
      assert.equal(indentJson(JSON.stringify(value)), JSON.stringify(value, undefined, 2));
      const spaced = JSON.stringify(value, undefined, "\t");
      assert.equal(indentJson(spaced), JSON.stringify(value, undefined, 2));
    });
  }

  it("changes no number", () => {
    assert.equal(
      indentJson('{"a":1.0,"b":12345678901234567890,"c":1e999}'),
      '{\n  "a": 1.0,\n  "b": 12345678901234567890,\n  "c": 1e999\n}',
    );
  });

  it("is no deeper than 50 levels", () => {
    const deep = "[".repeat(1000) + "]".repeat(1000);
    assert.ok(indentJson(deep).length < 250_000);
  });
});
