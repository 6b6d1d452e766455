import { Worker } from "node:worker_threads";
import { ExportError } from "../errors";
import type { DocumentRequest, OnProgress, WrittenDocument } from "./writeDocument";

/** What the thread is told when it starts. */
export interface DocumentThreadData extends DocumentRequest {
  /** The id of a registered format. */
  readonly format: string;
  /** The file that it appends the document to. */
  readonly path: string;
}

/** What the thread says. */
export type DocumentMessage =
  | { readonly kind: "progress"; readonly eventCount: number; readonly fraction: number }
  | { readonly kind: "written"; readonly written: WrittenDocument }
  // A copy of an error has none of its other fields.
  | { readonly kind: "unwritable"; readonly error: Error; readonly code: unknown };

/**
 * MB for what lives shortly, in each of three parts. Left alone, V8 takes more the longer an export runs, up to
 * 16: what waits for its turn in the merge outlives a few collections each time.
 */
const YOUNG_MB = 1;

/**
 * Has a document written on a thread of its own, so that the editor's other extensions don't wait for it and its memory does
 * not grow with the telemetry. The thread ends with this, whatever it is doing. Throws what writing to the file throws, and an
 * ExportError when the thread fails.
 *
 * @param worker path of the built `worker.ts`.
 */
export async function writeOnThread(
  worker: string,
  workerData: DocumentThreadData,
  signal: AbortSignal | undefined,
  onProgress: OnProgress | undefined,
): Promise<WrittenDocument> {
  signal?.throwIfAborted();
  const thread = new Worker(worker, {
    workerData,
    name: "coder-telemetry-export",
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 3 * YOUNG_MB },
  });
  let onAbort = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      const fail = (cause: unknown): void => {
        reject(new ExportError("threadFailed", worker, cause));
      };
      onAbort = () => {
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", onAbort);
      thread.on("error", fail);
      thread.on("exit", (status) => {
        fail(`exit ${status}`);
      });
      thread.on("message", (message: DocumentMessage) => {
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
    void thread.terminate();
  }
}
