import type { LineDefect } from "../stored/event";

/** A row that was skipped, and the reason. */
export interface Skip {
  /** Name of the file (see {@link MeasuredFile.name}). */
  readonly file: string;
  /** Line number, starting at 1. */
  readonly line: number;
  readonly reason: LineDefect | "tooLong";
  /** Size in bytes of a line that is too long. */
  readonly length?: number;
}
