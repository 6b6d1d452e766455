import assert from "node:assert/strict";
import fc from "fast-check";
import { MAX_LINE_BYTES } from "../../src/telemetry/read/lineLimit";
import { readLines } from "../../src/telemetry/read/lines";

const CHUNK = 65_536;

/** A line, or the length of one that is too long. */
type Line = string | number;

describe("lines of chunks", () => {
  const whole = "one\r\ntwo\n\nü€😀\u2028\rlast";

  for (const size of [1, 2, 3, 7, 100]) {
    it(`are the same in chunks of ${size} bytes`, async () => {
      const lines = await linesOf(chunked(Buffer.from(whole), size));
      assert.deepEqual(lines, ["one", "two", "", "ü€😀\\u2028", "last"]);
    });
  }

  it("are the same wherever chunks end, whatever ends the lines", async () => {
    const text = fc.array(fc.constantFrom("a", "ü", "😀", "\u2028", "\r", "\n", "\r\n"));
    const property = fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (parts, size) => {
      const bytes = Buffer.from(parts.join(""));
      const expected = bytes
        .toString()
        .replaceAll("\u2028", "\\u2028")
        .split(/\r\n|\r|\n/);
      if (expected.at(-1) === "") {
        expected.pop();
      }
      assert.deepEqual(await linesOf(chunked(bytes, size)), expected);
    });
    await fc.assert(property, { seed: 20260301, numRuns: 500 });
  });

  it("are the same as those of a text, of any length and in chunks of any size", async () => {
    const texts = Array.from({ length: 3000 }, (_, index) =>
      (index % 7 === 0 ? "ü" : "x").repeat((index * 37) % 911),
    );
    for (const size of [4095, 4096, 4097, 50_000]) {
      assert.deepEqual(await linesOf(chunked(Buffer.from(texts.join("\n")), size)), texts);
    }
  });

  it("have U+FFFD in place of what is not UTF-8", async () => {
    const bytes = Buffer.from([0x61, 0xff, 0x62, 0x0a, 0xc3]);
    assert.deepEqual(await linesOf([bytes]), ["a\ufffdb", "\ufffd"]);
  });

  it("are none in an empty file", async () => {
    assert.deepEqual(await linesOf([]), []);
  });

  for (const lineEnd of ["\n", "\r\n", "\r"]) {
    it(`may be as long as the limit, in bytes, before ${JSON.stringify(lineEnd)}`, async () => {
      const line = "ü".repeat(MAX_LINE_BYTES / 2);
      const text = ["before", line, "after", ""].join(lineEnd);
      const lines = await linesOf(chunked(Buffer.from(text), CHUNK));
      assert.ok(lines[1] === line);
      assert.deepEqual([lines[0], lines[2], lines.length], ["before", "after", 3]);
    });
  }

  const ends: [where: string, after: string, lines: Line[]][] = [
    ["in the middle", "\nafter\nlast", [MAX_LINE_BYTES + 1, "after", "last"]],
    ["before CRLF", "\r\nafter\n", [MAX_LINE_BYTES + 1, "after"]],
    ["before a lone CR", "\rafter\rlast", [MAX_LINE_BYTES + 1, "after", "last"]],
    [
      "before another",
      `\n${"y".repeat(MAX_LINE_BYTES + 2)}\nafter`,
      [MAX_LINE_BYTES + 1, MAX_LINE_BYTES + 2, "after"],
    ],
    ["at the end", "", [MAX_LINE_BYTES + 1]],
    ["at the end with a newline", "\n", [MAX_LINE_BYTES + 1]],
  ];
  for (const [where, after, expected] of ends) {
    it(`are left out when they are longer, ${where}, and it is told how long they were`, async () => {
      const long = `${"ü".repeat(MAX_LINE_BYTES / 2)}x`;
      for (const size of [CHUNK, CHUNK - 1]) {
        const lines = await linesOf(chunked(Buffer.from(`before\n${long}${after}`), size));
        assert.deepEqual(lines, ["before", ...expected]);
      }
    });
  }

  it("are not too long together, where lone CRs end them", async () => {
    const lines = Array.from({ length: 300 }, (_, index) => `${index}`.repeat(30_000));
    assert.ok(lines.join().length > MAX_LINE_BYTES);
    const read = await linesOf(chunked(Buffer.from(lines.join("\r")), CHUNK));
    assert.ok(read.length === lines.length && read.every((line, index) => line === lines[index]));
  });

  it("come a chunk at a time, and the next chunk is not read before they are asked for", async () => {
    let chunkCount = 0;
    const chunks = function* (): Generator<Buffer> {
      for (; chunkCount < 100; chunkCount++) {
        yield Buffer.from(`line ${chunkCount}\n`);
      }
    };
    let batchCount = 0;
    for await (const { lines } of readLines(asAsync(chunks()))) {
      await new Promise(setImmediate);
      assert.deepEqual(lines, batchCount < 100 ? [`line ${batchCount}`] : []);
      assert.equal(chunkCount, batchCount);
      batchCount++;
    }
    assert.equal(batchCount, 101);
  });

  it("are whole when the chunks fail, and the failure is thrown behind them", async () => {
    const failure = new Error("EIO");
    const chunks = function* (): Generator<Buffer> {
      yield Buffer.from("one\ntwo\nthr");
      yield Buffer.from("ee\ntorn");
      throw failure;
    };
    const lines: string[] = [];
    const reading = (async () => {
      for await (const batch of readLines(asAsync(chunks()))) {
        lines.push(...batch.lines);
      }
    })();
    await assert.rejects(reading, failure);
    assert.deepEqual(lines, ["one", "two", "three"]);
  });

  it("leave no chunks open when nobody wants the rest", async () => {
    let isClosed = false;
    const chunks = function* (): Generator<Buffer> {
      try {
        for (;;) {
          yield Buffer.from("line\n");
        }
      } finally {
        isClosed = true;
      }
    };
    for await (const { lines } of readLines(asAsync(chunks()))) {
      assert.deepEqual(lines, ["line"]);
      break;
    }
    assert.ok(isClosed);
  });
});

function* chunked(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function* asAsync<T>(values: Iterable<T>): AsyncGenerator<T> {
  for (const value of values) {
    yield await Promise.resolve(value);
  }
}

async function linesOf(chunks: Iterable<Buffer>): Promise<Line[]> {
  const read: Line[] = [];
  for await (const { lines, cutLength } of readLines(asAsync(chunks))) {
    const [first, ...others] = lines;
    if (cutLength !== undefined) {
      read.push(cutLength, ...others);
    } else if (first !== undefined) {
      read.push(...lines);
    }
  }
  return read;
}
