import { Worker } from "node:worker_threads";
import { ExportError } from "../errors";
import type { Piece, PreparedEvents, PrepareOptions } from "./prepareEvents";
import { Spares, type Preparer } from "./preparer";

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
 * Prepares on threads of their own, so that the editor's other extensions don't wait for it, and on more than one
 * core. Rejects with an ExportError when a thread fails.
 *
 * @param path of the built `worker.ts`.
 */
export function startThreads(path: string, count: number, data: ThreadData): Preparer {
  const first = new Thread(path, data);
  const threads = [first, ...Array.from({ length: count - 1 }, () => new Thread(path, data))];
  const spares = new Spares();
  return {
    prepare: (piece) => {
      const idlest = threads.reduce((a, b) => (b.waiting < a.waiting ? b : a), first);
      return idlest.prepare({ ...piece, memory: spares.take() });
    },
    recycle: (events) => {
      spares.add(events);
    },
    close: () => {
      for (const thread of threads) {
        thread.close();
      }
    },
  };
}

interface Waiting {
  readonly resolve: (events: PreparedEvents) => void;
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
    this.worker.on("message", (events: PreparedEvents) => {
      this.queue.shift()?.resolve(events);
    });
    this.worker.on("error", (error) => {
      this.fail(new ExportError("threadFailed", path, error));
    });
    this.worker.on("exit", (status) => {
      this.fail(new ExportError("threadFailed", path, `exit ${status}`));
    });
  }

  get waiting(): number {
    return this.queue.length;
  }

  prepare(piece: Piece): Promise<PreparedEvents> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    const memory = piece.memory ? [piece.memory] : [];
    this.worker.postMessage(piece, [...piece.parts.map(({ buffer }) => buffer), ...memory]);
    return new Promise((resolve, reject) => {
      this.queue.push({ resolve, reject });
    });
  }

  close(): void {
    void this.worker.terminate();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.queue.splice(0)) {
      reject(this.failure);
    }
  }
}
