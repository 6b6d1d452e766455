import { createInterface, type Interface } from "node:readline";
import { Readable } from "node:stream";
import type { FileSystem } from "../fileSystem";
import { escapeLineSeparators } from "./lineSeparators";

/**
 * The lines of a UTF-8 JSONL file, without their line ends and a byte-order mark, and with their line
 * separators escaped; each batch holds those that came with one chunk of the file. The file is read
 * no faster than the batches are taken, and closed when they are no longer asked for. Throws what
 * reading throws, and the reason of `signal` when it aborts.
 */
export async function* readLines(
  fs: FileSystem,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<string[], void, undefined> {
  const file = fs.createReadStream(path, { encoding: "utf8" });
  const input = Readable.from(prepare(file, signal));
  const batches = new LineBatches(input);
  try {
    for (let batch = await batches.next(); batch; batch = await batches.next()) {
      yield batch;
    }
  } finally {
    batches.close();
    input.destroy();
    file.destroy();
  }
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

async function* prepare(
  chunks: AsyncIterable<string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  let first = true;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield escapeLineSeparators(first && chunk.startsWith("\ufeff") ? chunk.slice(1) : chunk);
    first = false;
  }
}
