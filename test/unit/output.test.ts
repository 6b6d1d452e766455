import assert from "node:assert/strict";
import { Output } from "../../src/telemetry/export/output";

describe("bytes that are put together", () => {
  const source = Uint8Array.from({ length: 10_000 }, (_, index) => (index * 31) % 251);

  for (const shift of [0, 1, 7]) {
    it(`are a part of others of any length, from any place (${shift})`, () => {
      const view = new DataView(source.buffer, shift);
      const output = new Output(new ArrayBuffer(1));
      const expected: number[] = [];
      const lengths = [...Array(70).keys(), 2047, 2048, 2049, 4096];
      for (const [index, length] of lengths.entries()) {
        const start = (index * 13) % 97;
        output.addPart(view, start, start + length);
        expected.push(...source.subarray(shift + start, shift + start + length));
      }
      assert.deepEqual([...output.bytes], expected);
    });
  }

  it("are texts, numbers and bytes, one behind the other", () => {
    const output = new Output(new ArrayBuffer(0));
    output.addText("ü€😀");
    output.addUint32(0xfedcba98);
    output.addDouble(1_793_923_200_123);
    output.add(Uint8Array.of(1, 2));
    const text = Buffer.from("ü€😀");
    assert.deepEqual(output.bytes.subarray(0, text.length), new Uint8Array(text));
    assert.equal(output.dataView.getUint32(text.length), 0xfedcba98);
    assert.equal(output.dataView.getFloat64(text.length + 4), 1_793_923_200_123);
    assert.deepEqual([...output.bytes.subarray(-2)], [1, 2]);
    output.clear();
    assert.equal(output.bytes.length, 0);
  });
});
