import { Session } from "node:inspector";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { NativeSteps } from "./nativeSteps";

const SOURCES = join(__dirname, "..", "..", "..", "src");

/**
 * Counts what code does instead of how long it takes, so that a test of it gives the same answer on every machine: how
 * often each block of src/ runs, which V8 counts for coverage, and what native functions do with texts.
 */
export class StepCounter {
  private readonly session = new Session();
  private readonly native = new NativeSteps();

  constructor() {
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** A module of src/, compiled anew: V8 counts the blocks of what it compiles from now on. */
  load(path: string): unknown {
    const load = createRequire(__filename);
    for (const loaded of Object.keys(load.cache)) {
      if (loaded.startsWith(SOURCES + sep)) {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
        delete load.cache[loaded];
      }
    }
    const module: unknown = load(join(SOURCES, path));
    this.blocks();
    return module;
  }

  stepsOf(run: () => void): number {
    return this.native.during(run) + this.blocks();
  }

  close(): void {
    this.session.post("Profiler.stopPreciseCoverage");
    this.session.disconnect();
  }

  /** How many blocks have run since the last call. */
  private blocks(): number {
    let count = 0;
    this.session.post("Profiler.takePreciseCoverage", (error, { result }) => {
      if (error) {
        throw error;
      }
      const scripts = result.filter(({ url }) => url.includes(`${sep}src${sep}telemetry${sep}`));
      const blocks = scripts.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges));
      count = blocks.reduce((sum, { count: times }) => sum + times, 0);
    });
    return count;
  }
}
