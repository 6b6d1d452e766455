/** The values of the command's flags. */
export interface BenchOptions {
  /** Size of the telemetry in bytes, unless a measurement specifies its own. */
  readonly size: number;
  readonly seed: number;
  /** Folder of the generated telemetry, which is kept for later runs. */
  readonly data: string;
}

/** A measurement, which runs in its own process. */
export interface Measurement {
  readonly name: string;
  /** The unit of the figure. */
  readonly unit: string;
  /** Maximum for the figure. */
  readonly limit?: number;
  /** The measurements to compare with. Absent for a baseline. */
  readonly against?: readonly Comparison[];
  /** Creates the telemetry that is measured, unless it exists. */
  readonly prepare?: (options: BenchOptions) => Promise<unknown>;
  /** Resolves to the figure. `directory` is an empty folder that is removed afterwards. */
  readonly run: (directory: string, options: BenchOptions) => Promise<Figure>;
}

export interface Comparison {
  /** Name of another measurement. */
  readonly baseline: string;
  /** Maximum for the figure divided by the baseline's figure. */
  readonly limit?: number;
  /** Maximum for the CPU time divided by the baseline's CPU time. */
  readonly cpuLimit?: number;
}

export interface Figure {
  readonly value: number;
  /** For times: the CPU time of all threads of the process, in the same unit. */
  readonly cpu?: number;
}

/** Measures the time of `work` in milliseconds. */
export async function timeOf(work: () => Promise<unknown>): Promise<Required<Figure>> {
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  await work();
  const value = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { value, cpu: (user + system) / 1000 };
}
