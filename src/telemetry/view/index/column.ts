type NumberArray = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array;

/** Number of values in a block. A power of two, so that an index splits into bits. */
const BLOCK_BITS = 16;
const BLOCK_LENGTH = 1 << BLOCK_BITS;
const OFFSET_MASK = BLOCK_LENGTH - 1;

/**
 * A list of numbers that grows without being copied. A million numbers of a `Uint32Array` take
 * 4 MB, compared with 8 MB or more in a plain array.
 */
export class Column {
  length = 0;
  private readonly blocks: NumberArray[] = [];
  private readonly Block: new (length: number) => NumberArray;

  constructor(Block: new (length: number) => NumberArray) {
    this.Block = Block;
  }

  push(value: number): void {
    const offset = this.length & OFFSET_MASK;
    if (offset === 0) {
      this.blocks.push(new this.Block(BLOCK_LENGTH));
    }
    const block = this.blocks.at(-1);
    if (block) {
      block[offset] = value;
    }
    this.length++;
  }

  /** Returns NaN for an index out of range. */
  at(index: number): number {
    return this.blocks[index >>> BLOCK_BITS]?.[index & OFFSET_MASK] ?? NaN;
  }
}
