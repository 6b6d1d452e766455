/** What the flags of the bench say. */
export interface BenchOptions {
  /** Bytes of telemetry, where a measurement does not name its own. */
  readonly size: number;
  readonly dialect: Dialect;
  readonly seed: number;
  /** Whether a time is the clock's, or what all threads of the process spent computing. */
  readonly clock: Clock;
  /** Folder of the telemetry that measurements read; kept from one bench to the next. */
  readonly data: string;
}

export type Dialect = "A" | "B" | "C";
export type Clock = "wall" | "cpu";

/** What one of the bench's processes measures. */
export interface Measurement {
  readonly name: string;
  /** Of its figure. */
  readonly unit: string;
  /** What the figure is not to exceed. */
  readonly limit?: number;
  /** The measurements that it is compared with; a baseline itself has none. */
  readonly against?: readonly Comparison[];
  /** Makes the telemetry that it reads, unless that is there. */
  readonly prepare?: (options: BenchOptions) => Promise<unknown>;
  /** Resolves to its figure. It has a process of its own, and an empty folder that is removed later. */
  readonly run: (directory: string, options: BenchOptions) => Promise<number>;
}

interface Comparison {
  /** Name of a measurement. */
  readonly baseline: string;
  /** What the figure divided by the baseline's is not to exceed. */
  readonly limit?: number;
}

/** Milliseconds that `work` takes. */
export async function timeOf(clock: Clock, work: () => Promise<unknown>): Promise<number> {
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return clock === "cpu" ? (user + system) / 1000 : performance.now() - begin;
}
