import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { escapeLineSeparators } from "../text/lineSeparators";
import { LineLimit } from "./lineLimit";

/** The lines that end in one chunk. */
export interface LineBatch {
  readonly lines: readonly string[];
  /** The length in bytes of the first of them, where that was too long and has been cut. */
  readonly cutLength: number | undefined;
}

/**
 * Splits UTF-8 text into lines with `readline`. It is given a chunk when the lines of the one before have been used: reading
 * ahead in hundreds of files would open them all at once. Throws what the chunks throw, after the whole lines before.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<LineBatch, void, undefined> {
  const input = new Readable({ objectMode: true, read: () => undefined });
  const reader = createInterface({ input, crlfDelay: Infinity });
  const decoder = new StringDecoder("utf8");
  const limit = new LineLimit();
  let lines: string[] = [];
  reader.on("line", (line) => lines.push(line));
  const batch = (cutLength: number | undefined): LineBatch => {
    const ended = lines;
    lines = [];
    return { lines: ended, cutLength };
  };
  try {
    for await (const chunk of chunks) {
      const { kept, cutLength } = limit.apply(chunk);
      // readline listens for longer, so it has told its lines by then.
      const told = once(input, "data");
      input.push(escapeLineSeparators(decoder.write(kept)));
      await told;
      yield batch(cutLength);
    }
    const closed = once(reader, "close");
    input.push(decoder.end());
    input.push(null);
    await closed;
    yield batch(limit.end());
  } finally {
    reader.close();
    input.destroy();
  }
}
