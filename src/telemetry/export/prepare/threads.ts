import { Worker } from "node:worker_threads";
import type { Piece, PreparedEvents, PrepareOptions } from "./prepareEvents";
import { sizeOf, Spares, type Preparer } from "./preparer";
import type { SmallFile } from "./smallFile";

/** What a thread is told when it starts. */
export interface ThreadData extends PrepareOptions {
  /** The id of a registered format. */
  readonly format: string;
}

/**
 * MB of each thread for what lives shortly, in each of three parts: all of a piece's lines do. Left alone, Node.js takes
 * 16.
 */
const YOUNG_MB = 1;

/**
 * Prepares on threads of their own, which end with the one that asks, and so on more than one core. Rejects when a
 * thread fails.
 *
 * @param path of the built `worker.ts`.
 */
export function startThreads(path: string, count: number, data: ThreadData): Preparer {
  const first = new Thread(path, data);
  const threads = [first, ...Array.from({ length: count - 1 }, () => new Thread(path, data))];
  const spares = new Spares();
  const idlest = (): Thread => threads.reduce((a, b) => (b.waiting < a.waiting ? b : a), first);
  return {
    prepare: (piece) => idlest().prepare(piece, spares.take(sizeOf(piece))),
    prepareFile: (file) => idlest().prepareFile(file, spares.take(file.size)),
    recycle: (events) => {
      spares.add(events);
    },
  };
}

/** What a thread is asked to prepare, and memory for it. */
export type Request = (Piece | SmallFile) & { readonly memory: ArrayBuffer };

/** What it answers: undefined where a small file is to be read here. */
export type Answer = PreparedEvents | undefined;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

class Thread {
  private readonly worker: Worker;
  private readonly queue: Waiting[] = [];
  private failure: Error | undefined;

  constructor(path: string, workerData: ThreadData) {
    this.worker = new Worker(path, {
      workerData,
      name: "coder-telemetry-export",
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 3 * YOUNG_MB },
    });
    this.worker.on("message", (answer: Answer) => {
      this.queue.shift()?.resolve(answer);
    });
    this.worker.on("error", (error) => {
      this.fail(error);
    });
    this.worker.on("exit", (status) => {
      this.fail(new Error(`${path}: exit ${status}`));
    });
  }

  get waiting(): number {
    return this.queue.length;
  }

  prepare({ parts, header }: Piece, memory: ArrayBuffer): Promise<PreparedEvents> {
    return this.ask({ parts, header, memory }, [...parts.map(({ buffer }) => buffer), memory]);
  }

  prepareFile({ path, size }: SmallFile, memory: ArrayBuffer): Promise<Answer> {
    return this.ask({ path, size, memory }, [memory]);
  }

  /** @param transfer what is the thread's from then on. */
  private ask<T extends Answer>(request: Request, transfer: readonly ArrayBuffer[]): Promise<T> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    this.worker.postMessage(request, transfer);
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ resolve: resolve as Waiting["resolve"], reject });
    });
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.queue.splice(0)) {
      reject(this.failure);
    }
  }
}
