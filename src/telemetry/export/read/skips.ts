/** So many skips are told one by one; a folder of garbage would fill the memory otherwise. */
const MAX_SKIPS_KEPT = 100;

/** What was left out: the first of it, and how much it is. */
export interface SkipSummary<T> {
  readonly skipped: readonly T[];
  readonly skippedCount: number;
}

/** Collects what is left out. */
export class Skips<T> implements SkipSummary<T> {
  readonly skipped: T[] = [];
  skippedCount = 0;

  add(skip: T): void {
    if (this.skippedCount++ < MAX_SKIPS_KEPT) {
      this.skipped.push(skip);
    }
  }

  /** Counts what is not told one by one. */
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
