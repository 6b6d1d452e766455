/** Bytes that are put together in memory that is used again. */
export class Output {
  private buffer: Buffer<ArrayBuffer>;
  length = 0;

  /** @param memory where they stand, as long as there is room. */
  constructor(memory: ArrayBuffer) {
    this.buffer = Buffer.from(memory);
  }

  /** Those so far; they stay until something else is added after {@link clear}. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.buffer.buffer, 0, this.length);
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

  clear(): void {
    this.length = 0;
  }

  private makeRoom(length: number): void {
    if (this.length + length > this.buffer.length) {
      const size = Math.max(1.5 * this.buffer.length, this.length + length);
      const larger = Buffer.from(new ArrayBuffer(size));
      larger.set(this.bytes);
      this.buffer = larger;
    }
  }
}
