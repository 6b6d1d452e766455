import assert from "node:assert/strict";
import { LineCutter, MAX_LINE_BYTES, type LinePiece } from "../../src/telemetry/export/cutLines";
import { LineSplitter } from "../../src/telemetry/export/prepare/splitLines";

const CHUNK = 65_536;

/** A line, or the length of one that is too long. */
type Line = string | number;

describe("lines of chunks", () => {
  const whole = "one\r\ntwo\n\nü€😀\u2028\rlast";

  for (const size of [1, 2, 3, 7, 100]) {
    it(`are the same in chunks of ${size} bytes`, () => {
      const lines = linesOf(chunked(Buffer.from(whole), size));
      assert.deepEqual(lines, ["one", "two", "", "ü€😀\\u2028", "last"]);
    });
  }

  it("are the same as those of a text, of any length and in chunks of any size", () => {
    const texts = Array.from({ length: 3000 }, (_, index) =>
      (index % 7 === 0 ? "ü" : "x").repeat((index * 37) % 911),
    );
    for (const size of [4095, 4096, 4097, 50_000]) {
      const lines = linesOf(chunked(Buffer.from(texts.join("\n")), size));
      assert.deepEqual(lines, texts);
    }
  });

  it("have U+FFFD in place of what is not UTF-8", () => {
    const bytes = Buffer.from([0x61, 0xff, 0x62, 0x0a, 0xc3]);
    assert.deepEqual(linesOf([bytes]), ["a\ufffdb", "\ufffd"]);
  });

  it("may be as long as the limit, in bytes", () => {
    const line = "ü".repeat(MAX_LINE_BYTES / 2);
    const lines = linesOf(chunked(Buffer.from(`before\n${line}\nafter\n`), CHUNK));
    assert.ok(lines[1] === line);
    assert.deepEqual([lines[0], lines[2], lines.length], ["before", "after", 3]);
  });

  const ends: [where: string, after: string, lines: Line[]][] = [
    ["in the middle", "\nafter\nlast", [MAX_LINE_BYTES + 1, "after", "last"]],
    ["and CRLF", "\r\nafter\n", [MAX_LINE_BYTES + 2, "after"]],
    [
      "before another",
      `\n${"y".repeat(MAX_LINE_BYTES + 2)}\nafter`,
      [MAX_LINE_BYTES + 1, MAX_LINE_BYTES + 2, "after"],
    ],
    ["at the end", "", [MAX_LINE_BYTES + 1]],
    ["at the end with a newline", "\n", [MAX_LINE_BYTES + 1]],
  ];
  for (const [where, after, expected] of ends) {
    it(`are left out when they are longer, ${where}, and it is told how long they were`, () => {
      const long = `${"ü".repeat(MAX_LINE_BYTES / 2)}x`;
      for (const size of [CHUNK, CHUNK - 1]) {
        const lines = linesOf(chunked(Buffer.from(`before\n${long}${after}`), size));
        assert.deepEqual(lines, ["before", ...expected]);
      }
    });
  }

  for (const size of [100, 70_000, 400_000]) {
    it(`come in memory of their own, which may be given away at once (chunks of ${size} bytes)`, () => {
      const lines = Array.from({ length: 5000 }, (_, index) => `line ${index} ${"x".repeat(80)}`);
      const read: Line[] = [];
      for (const piece of piecesOf(chunked(Buffer.from(lines.join("\n")), size))) {
        assert.ok("parts" in piece);
        const splitter = new LineSplitter();
        splitter.split(piece.parts, (line) => read.push(line));
        structuredClone(null, { transfer: piece.parts.map(({ buffer }) => buffer) });
      }
      assert.deepEqual(read, lines);
    });
  }

  it("come a few at a time, however many there are in a chunk", () => {
    const line = `${"x".repeat(99)}\n`;
    const lengths: number[] = [];
    for (const piece of piecesOf([Buffer.from(line.repeat(5000))])) {
      assert.ok("parts" in piece);
      lengths.push(piece.parts.reduce((sum, { length }) => sum + length, 0));
    }
    assert.equal(
      lengths.reduce((a, b) => a + b),
      5000 * line.length,
    );
    assert.ok(Math.max(...lengths) < 70_000, `${Math.max(...lengths)} bytes`);
  });
});

function* chunked(bytes: Buffer, size: number): Generator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < bytes.length; start += size) {
    yield new Uint8Array(bytes.subarray(start, start + size));
  }
}

function linesOf(chunks: Iterable<Uint8Array>): Line[] {
  const lines: Line[] = [];
  const splitter = new LineSplitter();
  for (const piece of piecesOf(chunks)) {
    if ("tooLong" in piece) {
      lines.push(piece.tooLong);
    } else {
      splitter.split(piece.parts, (line) => lines.push(line));
    }
  }
  return lines;
}

function* piecesOf(chunks: Iterable<Uint8Array>): Generator<LinePiece> {
  const cutter = new LineCutter();
  for (const chunk of chunks) {
    // As streams give it: another class, whose `slice` is no copy.
    yield* cutter.add(Buffer.from(new Uint8Array(chunk).buffer));
  }
  yield* cutter.end();
}
