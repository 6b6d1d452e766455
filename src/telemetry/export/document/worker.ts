// What the thread of an export runs that reads the files, puts their events in order and writes the document.
import * as fs from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { parseFormat } from "../options";
import { prepareOnThreads } from "../prepare/threads";
import type { WritingThreadData, WritingThreadMessage } from "./threads";
import { writeDocument, type ExportProgress } from "./writeDocument";

/** Nobody sees more: each is a message to the thread that others wait for. */
const PROGRESS_INTERVAL_MS = 50;

const { format, path, ports, ...request } = workerData as WritingThreadData;

function post(message: WritingThreadMessage): void {
  parentPort?.postMessage(message);
}

/** Says that the document can't be written; the cause is why. */
class Unwritable extends Error {}

/** What `work`, which writes, returns. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new Unwritable("", { cause });
  }
}

let toldAt = 0;
function onProgress({ eventCount, fraction }: ExportProgress): void {
  const now = Date.now();
  if (Math.abs(now - toldAt) >= PROGRESS_INTERVAL_MS) {
    toldAt = now;
    post({ kind: "progress", eventCount, fraction });
  }
}

async function run(): Promise<void> {
  // Not created: where it is gone, nobody would remove it.
  const file = told(() => fs.openSync(path, fs.constants.O_WRONLY | fs.constants.O_APPEND));
  // At once: nobody else waits for this thread.
  const write = (text: Uint8Array): undefined => {
    told(() => {
      fs.writeFileSync(file, text);
    });
  };
  const written = await writeDocument(parseFormat(format), request, {
    fs,
    preparer: prepareOnThreads(ports),
    write,
    onProgress,
  });
  told(() => {
    fs.closeSync(file);
  });
  post({ kind: "written", written });
}

// Runs until it is ended: the end of another thread, which closes its ports, is that thread's failure alone.
parentPort?.on("message", () => undefined);

run().catch((error: unknown) => {
  if (error instanceof Unwritable) {
    const cause = error.cause as NodeJS.ErrnoException;
    post({ kind: "unwritable", error: cause, code: cause.code });
  } else {
    // Node.js tells the thread that started this one, whatever is done about rejections here.
    setImmediate(() => {
      throw error;
    });
  }
});
