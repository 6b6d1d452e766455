import assert from "node:assert/strict";
import { lengthOfCut, MAX_LINE_BYTES, readLines } from "../../src/telemetry/export/readLines";

const CHUNK = 65_536;

describe("lines of chunks", () => {
  const whole = "one\r\ntwo\n\nü€😀\u2028\nlast";

  for (const size of [1, 2, 3, 7, 100]) {
    it(`are the same in chunks of ${size} bytes`, async () => {
      const lines = await linesOf(chunked(Buffer.from(whole), size));
      assert.deepEqual(lines, ["one", "two", "", "ü€😀\\u2028", "last"]);
    });
  }

  it("have U+FFFD in place of what is not UTF-8", async () => {
    const bytes = Buffer.from([0x61, 0xff, 0x62, 0x0a, 0xc3]);
    assert.deepEqual(await linesOf([bytes]), ["a\ufffdb", "\ufffd"]);
  });

  it("may be as long as the limit, in bytes", async () => {
    const line = "ü".repeat(MAX_LINE_BYTES / 2);
    const lines = await linesOf(chunked(Buffer.from(`before\n${line}\nafter\n`), CHUNK));
    assert.ok(lines[1] === line);
    assert.deepEqual([lines[0], lines[2], lines.length], ["before", "after", 3]);
  });

  const ends: [where: string, after: string, lines: string[]][] = [
    ["in the middle", "\nafter\nlast", ["after", "last"]],
    ["and CRLF", "\r\nafter\n", ["after"]],
    ["before another", `\n${"y".repeat(MAX_LINE_BYTES + 2)}\nafter`, ["", "after"]],
    ["at the end", "", []],
    ["at the end with a newline", "\n", []],
  ];
  for (const [where, after, expected] of ends) {
    it(`are cut when they are longer, ${where}, and say how long they were`, async () => {
      const long = `${"ü".repeat(MAX_LINE_BYTES / 2)}x`;
      for (const size of [CHUNK, CHUNK - 1]) {
        const [first, cut = "", ...others] = await linesOf(
          chunked(Buffer.from(`before\n${long}${after}`), size),
        );
        assert.equal(first, "before");
        assert.equal(lengthOfCut(cut), MAX_LINE_BYTES + 1 + (after.startsWith("\r") ? 1 : 0));
        assert.ok(cut.length < 2 * CHUNK, `${cut.length} characters are left of it`);
        if (others[0] !== undefined && lengthOfCut(others[0]) === MAX_LINE_BYTES + 2) {
          others[0] = "";
        }
        assert.deepEqual(others, expected);
      }
    });
  }

  it("are read no further when they are called off, also within one", async () => {
    const controller = new AbortController();
    let count = 0;
    const long = (function* () {
      while (count < 1000) {
        if (++count === 100) {
          controller.abort();
        }
        yield Buffer.alloc(CHUNK, "x");
      }
    })();
    await assert.rejects(linesOf(long, controller.signal), { name: "AbortError" });
    assert.equal(count, 100);
  });
});

function* chunked(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function linesOf(chunks: Iterable<Buffer>, signal?: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of readLines(toAsync(chunks), signal)) {
    lines.push(...batch);
  }
  return lines;
}

async function* toAsync(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const chunk of chunks) {
    yield await Promise.resolve(chunk);
  }
}
