import { isAscii } from "node:buffer";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { NEWLINE, partEnd } from "../lineEnds";
import { escapeLineSeparators } from "../lineSeparators";

/**
 * Splits UTF-8 text into its lines, without their line ends and with their line separators escaped. It is `readline`,
 * given its input and heard at once: a promise for each line would cost more than parsing it.
 */
export class LineSplitter {
  private readonly input = new Readable({ read: () => undefined });
  private onLine: (line: string) => void = () => undefined;

  constructor() {
    createInterface({ input: this.input, crlfDelay: Infinity }).on("line", (line) => {
      this.onLine(line);
    });
  }

  /** Calls back with each line of all parts; a part begins with a line, and its last one may be without a line end. */
  split(parts: readonly Uint8Array<ArrayBuffer>[], onLine: (line: string) => void): void {
    this.onLine = onLine;
    for (const part of parts) {
      this.add(Buffer.from(part.buffer, part.byteOffset, part.length));
    }
  }

  private add(bytes: Buffer): void {
    for (let start = 0; start < bytes.length;) {
      const end = partEnd(bytes, start, BLOCK_SIZE);
      this.input.emit("data", decode(bytes.subarray(start, end)));
      start = end;
    }
    if (bytes.at(-1) !== NEWLINE) {
      this.input.emit("data", "\n");
    }
  }
}

/**
 * Bytes that are decoded at once, up to the end of a line: so few that most hold ASCII alone, which takes a tenth of the
 * time, and that V8 does not ask the system for memory for each text, which all threads wait for.
 */
const BLOCK_SIZE = 4096;

function decode(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString("latin1") : escapeLineSeparators(bytes.toString());
}
