/** So many skips are told one by one; a folder of garbage would fill the memory otherwise. */
export const MAX_SKIPS_KEPT = 100;

/** What was left out: the first of it, and how much it is. */
export class Skips<T> {
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
}
