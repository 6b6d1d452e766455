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

/** The first 100 skips, and the number of all skips. */
export interface SkipSummary {
  readonly skipped: readonly Skip[];
  readonly skippedCount: number;
}

/** Maximum number of skips that are kept. Others are only counted, to limit memory use. */
const MAX_SKIPS_KEPT = 100;

/** Collects skips. */
export class Skips implements SkipSummary {
  readonly skipped: Skip[] = [];
  skippedCount = 0;

  add(skip: Skip): void {
    if (this.skippedCount++ < MAX_SKIPS_KEPT) {
      this.skipped.push(skip);
    }
  }

  addAll({ skipped, skippedCount }: SkipSummary): void {
    for (const skip of skipped) {
      this.add(skip);
    }
    this.skippedCount += skippedCount - skipped.length;
  }
}
