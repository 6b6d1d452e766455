type Range = readonly [least: number, most: number];

/** Random numbers from a seed, so that the same telemetry is generated on every run. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to 1, by mulberry32. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between([least, most]: Range): number {
    return Math.floor(least + this.roll() * (most - least + 1));
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.between([0, 15]).toString(16)).join("");
  }
}
