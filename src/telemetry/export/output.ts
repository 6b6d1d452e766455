/** Bytes that are put together in memory that is used again. */
export class Output {
  private buffer: Buffer<ArrayBuffer>;
  private view: DataView<ArrayBuffer>;
  length = 0;

  /** @param memory where they stand, as long as there is room. */
  constructor(memory: ArrayBuffer) {
    this.buffer = Buffer.from(memory);
    this.view = new DataView(memory);
  }

  /** Those so far; they stay until something else is added after {@link clear}. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer.buffer, 0, this.length);
  }

  /** As {@link bytes}. */
  get dataView(): DataView<ArrayBuffer> {
    return new DataView(this.buffer.buffer, 0, this.length);
  }

  /** Adds text as UTF-8. */
  addText(text: string): void {
    // At most three bytes for each of its UTF-16 units.
    this.makeRoom(text.length * 3);
    this.length += this.buffer.write(text, this.length);
  }

  add(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  addUint32(number: number): void {
    this.makeRoom(4);
    this.view.setUint32(this.length, number);
    this.length += 4;
  }

  addDouble(number: number): void {
    this.makeRoom(8);
    this.view.setFloat64(this.length, number);
    this.length += 8;
  }

  /** Adds those of `source` from index `start` to before `end`. */
  addPart(source: DataView<ArrayBuffer>, start: number, end: number): void {
    if (end - start > MAX_COPIED_BY_NUMBER) {
      this.add(new Uint8Array(source.buffer, source.byteOffset + start, end - start));
      return;
    }
    this.makeRoom(end - start);
    const { view } = this;
    let from = start;
    let to = this.length;
    for (; from <= end - 16; from += 16, to += 16) {
      view.setInt32(to, source.getInt32(from));
      view.setInt32(to + 4, source.getInt32(from + 4));
      view.setInt32(to + 8, source.getInt32(from + 8));
      view.setInt32(to + 12, source.getInt32(from + 12));
    }
    for (; from < end; from++, to++) {
      view.setInt8(to, source.getInt8(from));
    }
    this.length = to;
  }

  clear(): void {
    this.length = 0;
  }

  private makeRoom(length: number): void {
    if (this.length + length > this.buffer.length) {
      const size = Math.max(1.5 * this.buffer.length, this.length + length);
      const larger = Buffer.from(new ArrayBuffer(size));
      larger.set(this.bytes);
      this.buffer = larger;
      this.view = new DataView(larger.buffer);
    }
  }
}

/**
 * Bytes of a part that are copied one number after another. To copy them at once takes an object for each part, and
 * a merge has millions of them: so much garbage that V8 gives more memory to what lives shortly.
 */
const MAX_COPIED_BY_NUMBER = 2048;
