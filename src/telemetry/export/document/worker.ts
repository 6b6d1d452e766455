// What the thread of an export runs that reads the files, puts their events in order and writes the document.
import * as fs from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { parseFormat } from "../options";
import { startThreads } from "../prepare/threads";
import type { DocumentMessage, DocumentThreadData } from "./thread";
import { writeDocument, type ExportProgress } from "./writeDocument";

/** More make the merge and the disk wait; each takes memory. */
const MAX_THREADS = 2;

/** Nobody sees more: each is a message to the thread that others wait for. */
const PROGRESS_INTERVAL_MS = 50;

const { format, path, files, version, window, identifiers, localNames } =
  workerData as DocumentThreadData;

function post(message: DocumentMessage): void {
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
  const options = { window, identifiers, localNames };
  const preparer = startThreads(
    join(__dirname, "..", "prepare", "worker.js"),
    // Names that one event gives away are pseudonyms in those that follow it.
    identifiers === "pseudonymize" ? 1 : Math.min(MAX_THREADS, availableParallelism()),
    { ...options, format },
  );
  const document = { ...options, files, version };
  // At once: nobody else waits for this thread.
  const write = (text: Uint8Array): undefined => {
    told(() => {
      fs.writeFileSync(file, text);
    });
  };
  const written = await writeDocument(parseFormat(format), document, {
    fs,
    preparer,
    write,
    onProgress,
  });
  told(() => {
    fs.closeSync(file);
  });
  post({ kind: "written", written });
}

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
