import type { SmallFile } from "./smallFile";
import type { Piece, PreparedEvents, PrepareEvents } from "./prepareEvents";

/** Prepares the pieces of an export, here or elsewhere. */
export interface Preparer {
  /** Those that come first are done first. The piece's memory must not be used any more. */
  prepare(piece: Piece): Promise<PreparedEvents>;
  /**
   * Reads a small file as a whole and prepares it, away from the thread that asks. Resolves to undefined when it is not as
   * it was measured, or can't be read: then it is to be read like any other.
   */
  readonly prepareFile?: (file: SmallFile) => Promise<PreparedEvents | undefined>;
  /** Takes back the memory of events that nobody needs any more. */
  recycle(events: PreparedEvents | undefined): void;
}

/** Memory that waits to be used again: what nobody frees costs more than all that is held, until it is collected. */
export class Spares {
  private readonly spares: ArrayBuffer[] = [];

  add(events: PreparedEvents | undefined): void {
    if (events) {
      this.spares.push(events.bytes.buffer);
    }
    if (this.spares.length > MAX_SPARES) {
      this.spares.shift();
    }
  }

  /** Memory for what is made of so many bytes, which may be more. */
  take(size: number): ArrayBuffer {
    // The smallest: the larger ones are for those who need them.
    let best = -1;
    let bestSize = MAX_SPARE_RATIO * size + 1;
    this.spares.forEach(({ byteLength }, index) => {
      if (size <= byteLength && byteLength < bestSize) {
        best = index;
        bestSize = byteLength;
      }
    });
    const [spare] = best < 0 ? [] : this.spares.splice(best, 1);
    return spare ?? new ArrayBuffer(Math.ceil(size * SLACK));
  }
}

/** As many as the beginnings of a day's files can need at once, which are most of what is ahead. */
const MAX_SPARES = 512;

/** The beginnings of files wait for long, and many do: none of them in memory for many times as much. */
const MAX_SPARE_RATIO = 3;

/** A text is added where there is room for three bytes for each of its characters. */
const SLACK = 1.25;

/** Prepares on the thread that asks. */
export function prepareHere(prepare: PrepareEvents): Preparer {
  const spares = new Spares();
  return {
    // As a promise also when it throws.
    // eslint-disable-next-line @typescript-eslint/require-await
    prepare: async (piece) => prepare(piece, spares.take(sizeOf(piece))),
    recycle: (events) => {
      spares.add(events);
    },
  };
}

/** Bytes of a piece. */
export function sizeOf({ parts }: Piece): number {
  return parts.reduce((size, { length }) => size + length, 0);
}
