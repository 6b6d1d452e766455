import { isUtf8 } from "node:buffer";

const LINE_END = /\r\n|\r|\n/;

/** Finds lines with bytes that are not UTF-8. Decoding replaces such bytes with U+FFFD. */
export class DamagedLines {
  /** Whether the line that has not ended is damaged. */
  private isDamaged = false;
  private isAfterReturn = false;
  /** The start of a character that the next chunk continues. */
  private rest: Buffer = Buffer.alloc(0);

  /** Returns the indexes of the damaged lines among those that end in the chunk. */
  find(chunk: Buffer): readonly number[] {
    const all = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const length = all.length - unfinishedLength(all);
    const bytes = all.subarray(0, length);
    this.rest = all.subarray(length);
    const isAfterReturn = this.isAfterReturn;
    this.isAfterReturn = bytes.length > 0 ? bytes.at(-1) === 0x0d : isAfterReturn;
    return !this.isDamaged && isUtf8(bytes) ? [] : this.check(bytes, isAfterReturn);
  }

  /** Whether the last line, which has no line end, is damaged. */
  end(): boolean {
    return this.isDamaged || this.rest.length > 0;
  }

  private check(bytes: Buffer, isAfterReturn: boolean): readonly number[] {
    // With latin1, each byte becomes one character.
    const text = bytes.toString("latin1");
    const lines = (isAfterReturn ? text.replace(/^\n/, "") : text).split(LINE_END);
    const damaged: number[] = [];
    for (const [index, line] of lines.entries()) {
      this.isDamaged ||= !isUtf8(Buffer.from(line, "latin1"));
      if (this.isDamaged && index < lines.length - 1) {
        damaged.push(index);
        this.isDamaged = false;
      }
    }
    return damaged;
  }
}

/** The number of bytes at the end that are the start of a UTF-8 character (RFC 3629, section 3). */
function unfinishedLength(bytes: Buffer): number {
  for (let count = 1; count <= 3; count++) {
    const byte = bytes.at(-count) ?? 0;
    if (byte >= 0xc0) {
      const characterLength = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return characterLength > count ? count : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}
