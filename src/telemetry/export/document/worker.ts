// The script of an export thread, which writes one part of a document.
import * as fs from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { throttled } from "../../read/throttled";
import type { Data } from "../formats/format";
import { parseFormat } from "../options";
import type { PartThreadData, PartThreadMessage } from "./partThread";
import { type PartProgress, writePart } from "./writePart";

const { format, descriptor, ...request } = workerData as PartThreadData;

function post(message: PartThreadMessage): void {
  parentPort?.postMessage(message);
}

/** The part can't be written. `cause` is the reason. */
class Unwritable extends Error {}

/** Writes synchronously. This thread does nothing else, so nothing is blocked. */
function write(data: Data): undefined {
  try {
    fs.writeFileSync(descriptor, data);
  } catch (cause) {
    throw new Unwritable("", { cause });
  }
}

const onProgress = throttled<PartProgress>((progress) => {
  post({ kind: "progress", ...progress });
});

/**
 * The main thread sends a single message: a request to end. After it, no listener keeps this thread
 * running.
 */
const ending = new AbortController();
parentPort?.once("message", () => {
  ending.abort();
});

const { signal } = ending;
writePart(parseFormat(format), request, { fs, write, onProgress, signal }).then(
  (written) => {
    post({ kind: "written", written });
  },
  (error: unknown) => {
    if (error instanceof Unwritable) {
      const cause = error.cause as NodeJS.ErrnoException;
      post({ kind: "unwritable", error: cause, code: cause.code });
    } else if (!signal.aborted) {
      // Thrown outside the promise, the error reaches the main thread as an `error` event
      // (https://nodejs.org/api/worker_threads.html#event-error) in all `--unhandled-rejections` modes.
      setImmediate(() => {
        throw error;
      });
    }
  },
);
