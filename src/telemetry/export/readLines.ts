import { createInterface } from "node:readline";
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
  const cutter = new Cutter();
  const splitter = new Splitter();
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    const lines = splitter.split(cutter.write(chunk));
    if (lines.length > 0) {
      yield lines;
    }
  }
  yield splitter.end(cutter.end());
}

/** How many bytes a line had that was cut because it is too long; undefined for every other line. */
export function lengthOfCut(line: string): number | undefined {
  const [, length] = /\ud800(\d+)$/.exec(line) ?? [];
  return length === undefined ? undefined : Number(length);
}

/** `readline`, given its input and asked for its lines by the chunk: a promise for each would cost more than parsing it. */
class Splitter {
  private readonly input = new Readable({ read: () => undefined });
  private lines: string[] = [];

  constructor() {
    createInterface({ input: this.input, crlfDelay: Infinity }).on("line", (line) => {
      this.lines.push(line);
    });
  }

  /** The lines that end in the text, the first of which began in those before. */
  split(text: string): string[] {
    this.input.emit("data", text);
    const lines = this.lines;
    this.lines = [];
    return lines;
  }

  /** Those of the last text, and the last line without its line end. */
  end(text: string): string[] {
    this.input.emit("data", text);
    this.input.emit("end");
    return this.lines;
  }
}

/** Makes text of bytes for readline, which would hold a line of any length. */
class Cutter {
  private readonly decoder = new StringDecoder("utf8");
  /** Bytes of the line that has not ended yet. */
  private length = 0;
  /** Chunks of that line alone, which are not handed on before it is known to be short enough. */
  private held: Buffer[] = [];

  write(chunk: Buffer): string {
    const end = chunk.indexOf("\n");
    this.length += end < 0 ? chunk.length : end;
    const isTooLong = this.length > MAX_LINE_BYTES;
    if (isTooLong) {
      this.held = [];
    }
    if (end < 0) {
      if (!isTooLong) {
        this.held.push(chunk);
      }
      return "";
    }
    const cut = isTooLong ? `${TOO_LONG}${this.length}` : "";
    if (isTooLong) {
      this.decoder.end();
    }
    this.length = chunk.length - 1 - chunk.lastIndexOf("\n");
    return cut + this.decode(isTooLong ? chunk.subarray(end) : chunk);
  }

  /** What is left of the last line. */
  end(): string {
    return this.length > MAX_LINE_BYTES
      ? `${TOO_LONG}${this.length}`
      : this.decode(Buffer.alloc(0)) + this.decoder.end();
  }

  private decode(chunk: Buffer): string {
    const text = [...this.held, chunk].map((part) => this.decoder.write(part)).join("");
    this.held = [];
    return escapeLineSeparators(text);
  }
}
