import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { escapeLineSeparators } from "../text/lineSeparators";
import { DamagedLines } from "./damagedLines";
import { LineLimit } from "./lineLimit";

/** The lines that end in a chunk. */
export interface LineBatch {
  readonly lines: readonly string[];
  /** The length of the first line in bytes, if it was too long and has been shortened. */
  readonly cutLength: number | undefined;
  /** Indexes of lines in which U+FFFD replaces bytes that are not UTF-8. */
  readonly damaged: readonly number[];
}

/**
 * Splits UTF-8 text into lines with `readline`. Passes it a chunk only when the lines of the
 * previous one have been used: with a stream as input, `readline` reads ahead and would open
 * hundreds of files at the same time. If reading a chunk fails, yields the complete lines before
 * the error and then throws it.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<LineBatch, void, undefined> {
  const input = new Readable({ objectMode: true, read: () => undefined });
  const reader = createInterface({ input, crlfDelay: Infinity });
  const decoder = new StringDecoder("utf8");
  const limit = new LineLimit();
  const damagedLines = new DamagedLines();
  let lines: string[] = [];
  reader.on("line", (line) => lines.push(line));
  const batch = (cutLength: number | undefined, damaged: readonly number[]): LineBatch => {
    const ended = lines;
    lines = [];
    return { lines: ended, cutLength, damaged };
  };
  try {
    for await (const chunk of chunks) {
      const { kept, cutLength } = limit.apply(chunk);
      // Listeners are called in the order of registration
      // (https://nodejs.org/api/events.html#emitteremiteventname-args). When `told` resolves,
      // `readline`, which was registered first, has emitted the lines.
      const told = once(input, "data");
      input.push(escapeLineSeparators(decoder.write(kept)));
      await told;
      yield batch(cutLength, damagedLines.find(kept));
    }
    const closed = once(reader, "close");
    input.push(decoder.end());
    input.push(null);
    await closed;
    yield batch(limit.end(), damagedLines.end() ? [0] : []);
  } finally {
    reader.close();
    input.destroy();
  }
}
