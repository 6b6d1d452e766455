// Counts the files that an export has open, in all of its threads: these run this file, which counts theirs, too.
import type { EventEmitter } from "node:events";
import * as fs from "node:fs";
import { join } from "node:path";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

/** The worker of an export whose files are counted. */
export const COUNTING_WORKER = __filename;

const WORKER = join(__dirname, "../../src/telemetry/export/document/worker.js");

/** Under which threads find the counts. */
const KEY = "openFiles";

/** The counts: of the files that are open, and of the most that have been. */
const NOW = 0;
const MOST = 1;

/** How many files are open at once while `work` is done, at the most. */
export async function mostOpenFiles(work: () => Promise<unknown>): Promise<number> {
  const counts = new Int32Array(new SharedArrayBuffer(8));
  const { open } = fs.promises;
  setEnvironmentData(KEY, counts);
  countInThisThread(counts);
  try {
    await work();
  } finally {
    Object.assign(fs.promises, { open });
  }
  return Atomics.load(counts, MOST);
}

/** An export opens all of its files with `fs.promises.open`. */
function countInThisThread(counts: Int32Array): void {
  const { open } = fs.promises;
  const countingOpen: typeof open = async (...args) => {
    const handle = await open(...args);
    countOne(counts);
    // A FileHandle is an EventEmitter, which its types do not say.
    (handle as unknown as EventEmitter).once("close", () => Atomics.sub(counts, NOW, 1));
    return handle;
  };
  Object.assign(fs.promises, { open: countingOpen });
}

function countOne(counts: Int32Array): void {
  const now = Atomics.add(counts, NOW, 1) + 1;
  let most = Atomics.load(counts, MOST);
  // Until no other thread has changed it in between.
  while (now > most) {
    const found = Atomics.compareExchange(counts, MOST, most, now);
    most = found === most ? now : found;
  }
}

if (!isMainThread) {
  countInThisThread(getEnvironmentData(KEY) as Int32Array);
  void import(WORKER);
}
