/** Maximum number of skips that are kept. Others are only counted, to limit memory use. */
const MAX_SKIPS_KEPT = 100;

/** The first skips, and the number of all skips. */
export interface SkipSummary<T> {
  readonly skipped: readonly T[];
  readonly skippedCount: number;
}

/** Collects skips. */
export class Skips<T> implements SkipSummary<T> {
  readonly skipped: T[] = [];
  skippedCount = 0;

  add(skip: T): void {
    if (this.skippedCount++ < MAX_SKIPS_KEPT) {
      this.skipped.push(skip);
    }
  }

  /** Adds to the count without details. */
  addUntold(count: number): void {
    this.skippedCount += count;
  }

  addAll({ skipped, skippedCount }: SkipSummary<T>): void {
    for (const skip of skipped) {
      this.add(skip);
    }
    this.addUntold(skippedCount - skipped.length);
  }
}
