import { createInterface, type Interface } from "node:readline";
import { Readable } from "node:stream";
import type { FileSystem } from "./fileSystem";

/**
 * The lines of a UTF-8 file, without their line ends and a byte-order mark; each batch holds those
 * that came with one chunk of the file. The file is read no faster than the batches are taken, and
 * closed when they are no longer asked for. Throws what reading throws, and the reason of `signal`
 * when it aborts.
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
      this.batch.push(restoreSeparators(line));
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

/*
 * Node's readline also ends a line at U+2028 and U+2029 (some versions), which JSON allows inside a
 * string. They pass through it in disguise, as lone surrogates, which decoded UTF-8 can't hold.
 */
const DISGUISES = [
  ["\u2028", "\udc28"],
  ["\u2029", "\udc29"],
] as const;
const DISGUISED = /[\udc28\udc29]/u;

async function* prepare(
  chunks: AsyncIterable<string>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  let first = true;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    const text = first && chunk.startsWith("\ufeff") ? chunk.slice(1) : chunk;
    first = false;
    yield DISGUISES.reduce((result, [from, to]) => result.replaceAll(from, to), text);
  }
}

function restoreSeparators(line: string): string {
  if (!DISGUISED.test(line)) {
    return line;
  }
  // With the u flag a surrogate matches alone only where it is no half of a pair.
  return DISGUISES.reduce((result, [to, from]) => result.replace(new RegExp(from, "gu"), to), line);
}
