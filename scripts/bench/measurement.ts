/** One line of the bench's table. */
export interface Measurement {
  readonly name: string;
  /** Of its figure. */
  readonly unit: string;
  /** Name of the measurement that it is compared with; a baseline itself has none. */
  readonly baseline?: string;
  /** Resolves to its figure. It has a process of its own, and an empty folder that is removed later. */
  readonly run: (directory: string) => Promise<number>;
}
