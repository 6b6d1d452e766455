// What a thread of an export runs: it writes one part of the document.
import * as fs from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { parseFormat } from "../options";
import type { PartThreadData, PartThreadMessage } from "./threads";
import { type PartProgress, writePart } from "./writePart";

/** Nobody sees more: each is a message to the thread that others wait for. */
const PROGRESS_INTERVAL_MS = 50;

const { format, descriptor, ...request } = workerData as PartThreadData;

function post(message: PartThreadMessage): void {
  parentPort?.postMessage(message);
}

/** Says that the part can't be written; the cause is why. */
class Unwritable extends Error {}

/** At once: nobody else waits for this thread. */
function write(text: string): undefined {
  try {
    fs.writeFileSync(descriptor, text);
  } catch (cause) {
    throw new Unwritable("", { cause });
  }
}

let toldAt = 0;
function onProgress(progress: PartProgress): void {
  const now = Date.now();
  if (Math.abs(now - toldAt) >= PROGRESS_INTERVAL_MS) {
    toldAt = now;
    post({ kind: "progress", ...progress });
  }
}

/** Aborts with the one message that this thread gets: nobody needs it any more. Then nothing keeps it from ending. */
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
      // Node.js tells the thread that started this one, whatever is done about rejections here.
      setImmediate(() => {
        throw error;
      });
    }
  },
);
