/** Where an export goes. Nothing of it can be seen there before `commit`. */
export interface Destination extends WritablePart {
  write(text: string): Promise<void>;
  /** Opens a file for a part that is written at the same time. It goes with the destination. */
  openPart(): Promise<LaterPart>;
  /**
   * Makes what was written the destination, in one step. When `signal` aborts before that step, this
   * throws and the destination is what it was; during it, what does not end soon is not waited for,
   * and this throws an ExportError `destinationUncertain`.
   */
  commit(signal?: AbortSignal): Promise<void>;
  /** Leaves the destination as it was, unless it was committed. Never throws. */
  discard(): Promise<void>;
}

/** A file that another thread can write. */
interface WritablePart {
  /**
   * Has `work` write to the open file of the descriptor. It settles when nothing writes any more. What it throws is told as
   * `write` tells it, unless it is an ExportError.
   */
  writeWith<T>(work: (descriptor: number) => Promise<T>): Promise<T>;
}

/** A part that is appended later. */
export interface LaterPart extends WritablePart {
  /** Appends it to what has been written of the destination. */
  append(): Promise<void>;
}

/** Opens a destination, or throws an ExportError that says why it can't be written. */
export type OpenDestination = () => Promise<Destination>;
