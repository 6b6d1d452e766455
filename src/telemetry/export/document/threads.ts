import { availableParallelism } from "node:os";
import { join } from "node:path";
import { MessageChannel, Worker, type MessagePort } from "node:worker_threads";
import { ExportError } from "../errors";
import type { PrepareOptions } from "../prepare/prepareEvents";
import type { PreparingThreadData } from "../prepare/threads";
import type { DocumentEnvironment, DocumentRequest, WrittenDocument } from "./writeDocument";

/** What is to be written, and where. */
interface WriteRequest extends DocumentRequest {
  /** The id of a registered format. */
  readonly format: string;
  /** The file that the document is appended to. */
  readonly path: string;
}

/** What the thread that writes is told when it starts. */
export interface WritingThreadData extends WriteRequest {
  /** Where it asks the threads that prepare. */
  readonly ports: readonly MessagePort[];
}

/** What the thread that writes says. */
export type WritingThreadMessage =
  | { readonly kind: "progress"; readonly eventCount: number; readonly fraction: number }
  | { readonly kind: "written"; readonly written: WrittenDocument }
  // A copy of an error has none of its other fields.
  | { readonly kind: "unwritable"; readonly error: Error; readonly code: unknown };

/** Threads that prepare. More make the merge and the disk wait; each takes memory. */
const MAX_PREPARING = 2;

/**
 * MB of each thread for what lives shortly, in each of three parts: all of a piece's lines do. Left alone, V8 takes up to
 * 16, the more the longer an export runs: what waits for its turn in the merge outlives a few collections each time.
 */
const YOUNG_MB = 1;

/**
 * Has a document written on threads of its own, so that the editor's other extensions don't wait for it, more than one core
 * works, and its memory does not grow with the telemetry. They end with this, whatever they are doing. Throws what
 * writing to the file throws, and an ExportError when a thread fails.
 *
 * @param worker path of the built `worker.ts`, beside whose folder is that of the threads that prepare.
 */
export async function writeOnThreads(
  worker: string,
  request: WriteRequest,
  options: PrepareOptions,
  { signal, onProgress }: Pick<DocumentEnvironment, "signal" | "onProgress">,
): Promise<WrittenDocument> {
  signal?.throwIfAborted();
  const { format } = request;
  const preparing = join(worker, "..", "..", "prepare", "worker.js");
  const threads: Worker[] = [];
  let onAbort = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      const start = (
        path: string,
        workerData: WritingThreadData | PreparingThreadData,
        transferList: MessagePort[],
      ): Worker => {
        const thread = new Worker(path, {
          workerData,
          transferList,
          name: "coder-telemetry-export",
          execArgv: [],
          resourceLimits: { maxYoungGenerationSizeMb: 3 * YOUNG_MB },
        });
        const fail = (cause: unknown): void => {
          reject(new ExportError("threadFailed", path, cause));
        };
        thread.on("error", fail);
        thread.on("exit", (status) => {
          fail(`exit ${status}`);
        });
        threads.push(thread);
        return thread;
      };
      onAbort = () => {
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", onAbort);
      // Names that one event gives away are pseudonyms in those that follow it.
      const isInOrder = options.identifiers === "pseudonymize";
      const count = isInOrder ? 1 : Math.min(MAX_PREPARING, availableParallelism());
      const channels = Array.from({ length: count }, () => new MessageChannel());
      const ports = channels.map(({ port1 }) => port1);
      const writing = start(worker, { ...request, ports }, ports);
      for (const { port2: port } of channels) {
        start(preparing, { ...options, format, port }, [port]);
      }
      writing.on("message", (message: WritingThreadMessage) => {
        switch (message.kind) {
          case "progress":
            onProgress?.(message);
            break;
          case "written":
            resolve(message.written);
            break;
          case "unwritable":
            reject(Object.assign(message.error, { code: message.code }));
        }
      });
    });
  } finally {
    signal?.removeEventListener("abort", onAbort);
    for (const thread of threads) {
      void thread.terminate();
    }
  }
}
