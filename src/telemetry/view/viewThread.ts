import { Worker } from "node:worker_threads";
import type { Losses } from "../completeness/completeness";
import type { ViewedSources } from "./index/viewedFiles";
import type { ExtensionMessage, Overview, PageMessage } from "./messages";

/** A message to the thread. */
export type ViewThreadCommand =
  | Extract<PageMessage, { readonly kind: "request" | "cancel" | "stop" }>
  /** No earlier request needs an answer: the page starts again. */
  | { readonly kind: "cancelAll" };

/** A message from the thread. */
export type ViewThreadMessage =
  | Exclude<ExtensionMessage, { readonly kind: "opened" | "preparing" | "refused" }>
  | { readonly kind: "opened"; readonly overview: Overview; readonly losses: Losses }
  | {
      readonly kind: "refused";
      readonly id: number;
      /** Whether the event's file was deleted or changed. */
      readonly isGone: boolean;
      readonly message: string;
    };

/**
 * Maximum size of the thread's young generation in MB. With Node.js's default, reading 100 MB took
 * 74 MB of memory (`npm run bench -- --only 'memory of the view'`).
 */
const YOUNG_MB = 12;

/** A thread that reads telemetry and answers the page's requests. */
export class ViewThread {
  private readonly worker: Worker;

  /**
   * @param script path of the built `index/worker.ts`.
   * @param onMessage also called with `failed` if the thread ends by itself.
   */
  constructor(
    script: string,
    data: ViewedSources,
    onMessage: (message: ViewThreadMessage) => void,
  ) {
    this.worker = new Worker(script, {
      workerData: data,
      name: "coder-telemetry-view",
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.worker.on("message", onMessage);
    // The thread only ends by itself after an error, or if something ends its process.
    let failure: Error | undefined;
    this.worker.on("error", (error) => {
      failure = error;
    });
    this.worker.on("exit", (status) => {
      onMessage({ kind: "failed", message: failure?.message ?? `exit ${status}` });
    });
  }

  send(command: ViewThreadCommand): void {
    this.worker.postMessage(command);
  }

  dispose(): void {
    this.worker.removeAllListeners();
    // An error while it ends concerns nobody.
    this.worker.on("error", () => undefined);
    void this.worker.terminate();
  }
}
