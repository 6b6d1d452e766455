/** Receives an export. Nothing changes at the destination until `commit`. */
export interface Destination extends WritablePart {
  write(data: string | Uint8Array): Promise<void>;
  /**
   * Opens an additional temporary file, which allows two parts to be written at the same time. It is
   * removed together with this destination's temporary file.
   */
  openPart(): Promise<LaterPart>;
  /** Returns the SHA-256 of the written text in hexadecimal. Throws the reason of `signal` if it aborts. */
  digest(signal?: AbortSignal): Promise<string>;
  /**
   * Replaces the destination with what was written in one step. If `signal` aborts before this
   * step, throws its reason and leaves the destination unchanged. If it aborts during the step and
   * the step doesn't finish soon, throws an ExportError `destinationUncertain`.
   */
  commit(signal?: AbortSignal): Promise<void>;
  /** Leaves the destination unchanged, unless `commit` was called. Never throws. */
  discard(): Promise<void>;
}

/** A file that another thread can write to. */
interface WritablePart {
  /**
   * Calls `work` with the descriptor of the open file. `work` must settle only after all writing
   * has ended. Its errors are wrapped in an ExportError, unless they already are one.
   */
  writeWith<T>(work: (descriptor: number) => Promise<T>): Promise<T>;
}

/** A part that is written to its own file and then appended to the destination. */
export interface LaterPart extends WritablePart {
  /** Appends the part to what is already written to the destination. */
  append(): Promise<void>;
}

/** Opens a destination. Rejects with an ExportError if it can't be written. */
export type OpenDestination = () => Promise<Destination>;
