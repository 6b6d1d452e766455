import { createInterface, type Interface } from "node:readline";
import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { escapeLineSeparators } from "./lineSeparators";

/**
 * Bytes of the longest line that is read, without its line end. A line has to be held as a whole, its
 * event several times over, and an export is to stay within 60 MB; released extensions begin a new
 * file long before a line becomes that long.
 */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Stands before the length of a line that is too long: half a character, which UTF-8 does not have. */
const TOO_LONG = "\ud800";

/**
 * The lines of UTF-8 text in chunks, without their line ends and with their line separators escaped;
 * each batch holds those that came with one chunk. A line of more than {@link MAX_LINE_BYTES} is
 * cut; {@link lengthOfCut} tells it from others. Chunks are taken no faster than the batches are, and
 * no longer. Throws what the chunks throw, and the reason of `signal` when it aborts.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): AsyncGenerator<string[], void, undefined> {
  const input = Readable.from(prepare(chunks, signal));
  const batches = new LineBatches(input);
  try {
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      yield batch;
    }
  } finally {
    batches.close();
    input.destroy();
  }
}

/** How many bytes a line had that was cut because it is too long; undefined for every other line. */
export function lengthOfCut(line: string): number | undefined {
  const [, length] = /\ud800(\d+)$/.exec(line) ?? [];
  return length === undefined ? undefined : Number(length);
}

/** `readline` by the batch: awaiting every single line would cost more than parsing it. */
class LineBatches {
  private readonly lines: Interface;
  private batch: string[] = [];
  private isClosed = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;

  constructor(input: Readable) {
    this.lines = createInterface({ input, crlfDelay: Infinity });
    this.lines.on("line", (line) => {
      this.batch.push(line);
      this.wake?.();
    });
    this.lines.once("close", () => {
      this.isClosed = true;
      this.wake?.();
    });
    // readline emits its input's errors as its own.
    this.lines.on("error", (error: Error) => {
      this.failure = error;
      this.isClosed = true;
      this.wake?.();
    });
  }

  /** Undefined after the last one. */
  async next(): Promise<string[] | undefined> {
    if (this.batch.length === 0 && !this.isClosed) {
      this.lines.resume();
      // The lines of a chunk come in one turn, all of them before the promise's continuation.
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (!this.isClosed) {
      this.lines.pause();
    }
    const batch = this.batch;
    this.batch = [];
    if (batch.length === 0 && this.failure) {
      throw this.failure;
    }
    return batch.length > 0 ? batch : undefined;
  }

  close(): void {
    this.lines.close();
  }
}

/** Text for readline, which would hold a line of any length. */
async function* prepare(
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder("utf8");
  /** Bytes of the line that has not ended yet. */
  let length = 0;
  /** Chunks of that line alone, which are not handed on before it is known to be short enough. */
  let held: Buffer[] = [];
  const decode = (chunk: Buffer): string => {
    const text = [...held, chunk].map((part) => decoder.write(part)).join("");
    held = [];
    return escapeLineSeparators(text);
  };

  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    const end = chunk.indexOf("\n");
    length += end < 0 ? chunk.length : end;
    const isTooLong = length > MAX_LINE_BYTES;
    if (isTooLong) {
      held = [];
    }
    if (end >= 0) {
      if (isTooLong) {
        decoder.end();
        yield `${TOO_LONG}${length}`;
      }
      yield decode(isTooLong ? chunk.subarray(end) : chunk);
      length = chunk.length - 1 - chunk.lastIndexOf("\n");
    } else if (!isTooLong) {
      held.push(chunk);
    }
  }
  yield length > MAX_LINE_BYTES ? `${TOO_LONG}${length}` : decode(Buffer.alloc(0)) + decoder.end();
}
