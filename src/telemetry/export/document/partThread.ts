import { Worker } from "node:worker_threads";
import { ExportError } from "../exportError";
import type { PartProgress, PartRequest, WrittenPart } from "./writePart";

/** What a thread needs for writing a part. */
export interface PartThreadData extends PartRequest {
  /** The id of a registered format. */
  readonly format: string;
  /** Descriptor of the open file that the thread writes to. */
  readonly descriptor: number;
}

/** A message from the thread. */
export type PartThreadMessage =
  | ({ readonly kind: "progress" } & PartProgress)
  | { readonly kind: "written"; readonly written: WrittenPart }
  // The code is sent separately, because copies of errors lose additional properties
  // (https://developer.mozilla.org/docs/Web/API/Web_Workers_API/Structured_clone_algorithm#error_types).
  | { readonly kind: "unwritable"; readonly error: Error; readonly code: unknown };

/** Milliseconds that a thread gets to end by itself. */
const GRACE_MS = 1000;

/**
 * The thread's young generation gets three times this size, in MB. With 8, exporting 100 MB as JSON
 * took 71 MB of memory in place of 51, and with 2, it took 90 (`npm run bench -- --only 'json, 100 MB'`).
 */
const YOUNG_MB = 4;

/**
 * Writes a part on a separate thread, to keep the editor's other extensions responsive. Settles
 * when the thread has ended. Throws the error of writing to the file, the reason of `signal` if it
 * aborts, and an ExportError if the thread fails.
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
    // Asks the thread to end by itself first, to let it close its files. `terminate()` stops
    // it as soon as possible (https://nodejs.org/api/worker_threads.html#workerterminate).
    thread.postMessage("end");
    const timer = setTimeout(() => void thread.terminate(), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }
}
