import { Worker } from "node:worker_threads";
import { ExportError } from "../errors";
import type { PartProgress, PartRequest, WrittenPart } from "./writePart";

/** What a thread that writes a part is told when it starts. */
export interface PartThreadData extends PartRequest {
  /** The id of a registered format. */
  readonly format: string;
  /** Of the open file that it writes to. */
  readonly descriptor: number;
}

/** What it says. */
export type PartThreadMessage =
  | ({ readonly kind: "progress" } & PartProgress)
  | { readonly kind: "written"; readonly written: WrittenPart }
  // A copy of an error has none of its other fields.
  | { readonly kind: "unwritable"; readonly error: Error; readonly code: unknown };

/** So long a thread has to end by itself. */
const GRACE_MS = 1000;

/**
 * MB for what lives shortly, in each of three parts. In less, V8 takes what waits in the merge for what lives long: 2 GB as JSON
 * took 103 MB with 4, and 72 MB with 8 (`npm run bench -- --only 'memory of json'`).
 */
const YOUNG_MB = 8;

/**
 * Has a part written on a thread of its own, so that the editor's other extensions don't wait for it. Settles when the thread has
 * ended. Throws what writing to the file throws, the reason of `signal` when that aborts, and an ExportError when the
 * thread fails.
 *
 * @param worker path of the built `worker.ts`.
 */
export async function writePartOnThread(
  worker: string,
  data: PartThreadData,
  onProgress: (progress: PartProgress) => void,
  signal: AbortSignal | undefined,
): Promise<WrittenPart> {
  signal?.throwIfAborted();
  const thread = new Worker(worker, {
    workerData: data,
    name: "coder-telemetry-export",
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: 3 * YOUNG_MB },
  });
  const ended = new Promise((resolve) => thread.once("exit", resolve));
  let onAbort = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      onAbort = () => {
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", onAbort);
      thread.on("message", (message: PartThreadMessage) => {
        switch (message.kind) {
          case "progress":
            onProgress(message);
            break;
          case "written":
            resolve(message.written);
            break;
          case "unwritable":
            reject(Object.assign(message.error, { code: message.code }));
        }
      });
      thread.on("error", (error) => {
        reject(new ExportError("threadFailed", worker, error));
      });
      thread.on("exit", (status) => {
        reject(new ExportError("threadFailed", worker, `exit ${status}`));
      });
    });
  } finally {
    signal?.removeEventListener("abort", onAbort);
    // Terminated, it would leave a file open that it is opening.
    thread.postMessage("end");
    const timer = setTimeout(() => void thread.terminate(), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }
}
