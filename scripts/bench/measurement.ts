/** What the flags of the bench say. */
export interface BenchOptions {
  /** Bytes of telemetry, where a measurement does not name its own. */
  readonly size: number;
  readonly seed: number;
  /** Folder of the telemetry that measurements read; kept from one bench to the next. */
  readonly data: string;
}

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
  readonly run: (directory: string, options: BenchOptions) => Promise<Figure>;
}

export interface Comparison {
  /** Name of a measurement. */
  readonly baseline: string;
  /** What the figure divided by the baseline's is not to exceed. */
  readonly limit?: number;
  /** The same of CPU time. */
  readonly cpuLimit?: number;
}

export interface Figure {
  readonly value: number;
  /** Of a time: what all threads of the process computed in it, in the same unit. */
  readonly cpu?: number;
}

/** Milliseconds that `work` takes. */
export async function timeOf(work: () => Promise<unknown>): Promise<Required<Figure>> {
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  await work();
  const value = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { value, cpu: (user + system) / 1000 };
}
