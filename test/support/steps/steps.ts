import { Session } from "node:inspector";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { NativeSteps } from "./nativeSteps";

const SOURCES = join(__dirname, "..", "..", "..", "src");

/**
 * Counts what code does instead of measuring its time, which gives the same result on every
 * machine. Counts how often each block of src/ runs, using V8's block coverage
 * (https://v8.dev/blog/javascript-code-coverage), and the characters that built-in functions
 * process.
 */
export class StepCounter {
  private readonly session = new Session();
  private readonly native = new NativeSteps();

  constructor() {
    this.session.connect();
    this.session.post("Profiler.enable");
    this.session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /**
   * Loads a module of src/ again: V8 counts blocks only in code that is compiled after counting has
   * started.
   */
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

  /** Returns how many blocks have run since the last call. */
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
