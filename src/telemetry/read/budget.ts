/** A limited amount of a resource that all readers of an export share. */
export class Budget {
  private free: number;

  constructor(total: number) {
    this.free = total;
  }

  /** Takes an amount if that much is left. Returns whether it did. */
  take(amount = 1): boolean {
    const isFree = this.free >= amount;
    if (isFree) {
      this.free -= amount;
    }
    return isFree;
  }

  giveBack(amount = 1): void {
    this.free += amount;
  }
}
