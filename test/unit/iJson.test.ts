import assert from "node:assert/strict";
import fc from "fast-check";
import { replaceLoneSurrogates, toIJson } from "../../src/telemetry/text/iJson";
import { limitDepth } from "../../src/telemetry/text/limitDepth";
import { iJsonValue } from "../support/iJsonValue";
import { hostileRow } from "../support/otlp/hostileRows";

function repaired(json: string): string {
  return toIJson(json, JSON.parse(json) as object);
}

describe("I-JSON", () => {
  const same = [
    "{}",
    '{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
    '{"a":"\\ud83d\\ude00","\\uD83D\\uDE00":"😀"}',
    '{"a":"\\\\ud83d","b":"\\\\\\\\udc00","c":"ud83d"}',
    '{"a":"\\ufffd\\u2028\\u0000\\ue000"}',
    '{"a":"{\\"b\\":1,\\"b\\":2}"}',
    '{"n":[9007199254740993,1e999,-0,1E400,123456789012345678901234567890]}',
    ' {"a" : 1 , "b":2 } ',
    '{"a":1,"A":2,"__proto__":3}',
    `{"a":${"[".repeat(62)}${"]".repeat(62)}}`,
  ];
  for (const json of same) {
    it(`is ${json}`, () => {
      assert.equal(repaired(json), json);
    });
  }

  const changed: [json: string, expected: string][] = [
    ['{"a":"x\\ud83d"}', '{"a":"x\\ufffd"}'],
    ['{"a":"\\uDE00\\uD83D"}', '{"a":"\\ufffd\\ufffd"}'],
    ['{"a":"\\ud83d\\ud83d\\ude00\\ude00"}', '{"a":"\\ufffd\\ud83d\\ude00\\ufffd"}'],
    ['{"a":"\\\\\\ud83d\\\\ude00"}', '{"a":"\\\\\\ufffd\\\\ude00"}'],
    ['{"a":"\\\\ud83d\\ude00"}', '{"a":"\\\\ud83d\\ufffd"}'],
    ['{"a\\udc00":1}', '{"a\\ufffd":1}'],
    ['{"a\\ud800":1,"a\\udc00":2,"a\ufffd":3}', '{"a\ufffd 1":1,"a\ufffd 2":2,"a\ufffd":3}'],
    ['{"a":1,"a":2}', '{"a 1":1,"a":2}'],
    ['{"a":1,"b":{"a":1,"\\u0061":2,"a":3}}', '{"a":1,"b":{"a 1":1,"a 2":2,"a":3}}'],
    ['{"a":1,"a":2,"a 1":3}', '{"a 2":1,"a":2,"a 1":3}'],
    ['{"a 1":1,"a 1":2,"a":3,"a":4}', '{"a 1 1":1,"a 1":2,"a 2":3,"a":4}'],
    ['{"__proto__":1,"__proto__":2}', '{"__proto__ 1":1,"__proto__":2}'],
    ['[{"a":1,"a":2}]', '[{"a 1":1,"a":2}]'],
    ['{"a" :1,"b":2,"b":3}', '{"a" :1,"b 1":2,"b":3}'],
    ['{"a"\t \t:1,"b" :2,"b"\t:3}', '{"a"\t \t:1,"b 1" :2,"b"\t:3}'],
    [
      `{"a":${"[".repeat(62)}{"b":"\\ud800"}${"]".repeat(62)}}`,
      `{"a":${"[".repeat(62)}"{\\"b\\":\\"\\\\ufffd\\"}"${"]".repeat(62)}}`,
    ],
  ];
  for (const [json, expected] of changed) {
    it(`is ${expected.slice(0, 80)} where ${json.slice(0, 80)} is none`, () => {
      assert.equal(repaired(json), expected);
      assert.equal(repaired(expected), expected);
    });
  }

  it("is made of any row", () => {
    const property = fc.property(hostileRow, ({ line }) => {
      const json = repaired(line);
      const { value, isRepaired } = iJsonValue(line);
      assert.deepEqual(JSON.parse(json), value);
      assert.equal(json !== line, isRepaired);
    });
    fc.assert(property, { seed: 20260301, numRuns: 2000 });
  });

  it("has U+FFFD in place of what toWellFormed replaces", () => {
    const unit = fc.constantFrom(
      "\\\\",
      "\\ud83d",
      "\\uDE00",
      "\\udfff",
      "u",
      "d83d",
      '\\"',
      "\\n",
    );
    const property = fc.property(fc.array(unit), (units) => {
      const json = `"${units.join("")}"`;
      const expected = (JSON.parse(json) as string).toWellFormed();
      assert.equal(JSON.parse(replaceLoneSurrogates(json)), expected);
    });
    fc.assert(property, { seed: 20260301, numRuns: 2000 });
  });

  it("is made of brackets to any depth", () => {
    const deep = "[".repeat(5_000_000) + "]".repeat(5_000_000);
    const json = limitDepth(`{"a":${deep}}`);
    assert.equal(json.length, deep.length + '{"a":}""'.length);
    assert.equal(toIJson(json, JSON.parse(json) as object), json);
  });
});
