import type { Piece, PreparedEvents, PrepareEvents } from "./prepareEvents";

/** Prepares the pieces of an export, here or elsewhere. */
export interface Preparer {
  /** Those that come first are done first. The piece's memory must not be used any more. */
  prepare(piece: Piece): Promise<PreparedEvents>;
  /** Takes back the memory of events that nobody needs any more. */
  recycle(events: PreparedEvents | undefined): void;
  /** Gives up what is not done yet. */
  close(): void;
}

/** Memory that waits to be used again: what nobody frees costs more than all that is held, until it is collected. */
export class Spares {
  private readonly spares: ArrayBuffer[] = [];

  add(events: PreparedEvents | undefined): void {
    if (events && this.spares.length < MAX_SPARES) {
      this.spares.push(events.bytes.buffer);
    }
  }

  take(): ArrayBuffer | undefined {
    return this.spares.pop();
  }
}

/** As many as can be needed at once by the pieces ahead and those being written. */
const MAX_SPARES = 32;

/** Prepares on the thread that asks. */
export function prepareHere(prepare: PrepareEvents): Preparer {
  const spares = new Spares();
  return {
    // As a promise also when it throws.
    // eslint-disable-next-line @typescript-eslint/require-await
    prepare: async (piece) => prepare({ ...piece, memory: spares.take() }),
    recycle: (events) => {
      spares.add(events);
    },
    close: () => undefined,
  };
}
