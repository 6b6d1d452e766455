import assert from "node:assert/strict";
import fc from "fast-check";
import { isJson, scanJson } from "../../src/telemetry/stored/jsonValue";

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("a JSON value in a text", () => {
  it("is what JSON.parse accepts", () => {
    const parts = fc.constantFrom(
      ...Array.from('{}[],:"\\ \t\0\n'),
      ...[
        "-",
        "0",
        "01",
        "1.5",
        "1e9",
        "1e",
        "true",
        "nul",
        '"a"',
        '"\\',
        "\\u00e9",
        "\\ud83d",
        "\\u12",
        "\\x",
      ],
    );
    const texts = fc.oneof(
      fc.array(parts, { maxLength: 12 }).map((some) => some.join("")),
      fc.json(),
      fc.tuple(fc.json(), fc.nat(), parts).map(([json, at, part]) => {
        const index = at % (json.length + 1);
        return json.slice(0, index) + part + json.slice(index + 1);
      }),
    );
    const property = fc.property(texts, (text) => {
      fc.pre(!/[\n\r]/.test(text));
      assert.equal(isJson(text), canParse(text));
    });
    fc.assert(property, { seed: 20260301, numRuns: 5000 });
  });

  it("ends where it is whole, whatever follows", () => {
    const property = fc.property(fc.object(), fc.string(), (value, rest) => {
      const json = JSON.stringify(value);
      const { isWhole, end } = scanJson(`x${json}${rest}`, 1);
      assert.deepEqual([isWhole, end], [true, json.length + 1]);
    });
    fc.assert(property, { seed: 20260301, numRuns: 500 });
  });

  it("is read to any depth that it may have", () => {
    const of = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    assert.ok(isJson(of(10_000)));
    assert.ok(!isJson(of(1_000_000)));
  });
});
