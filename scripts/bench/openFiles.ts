// Counts the open files of an export on all of its threads. Export threads run this file, too.
import type { EventEmitter } from "node:events";
import * as fs from "node:fs";
import { join } from "node:path";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

/** The script for export threads whose open files are counted. */
export const COUNTING_WORKER = __filename;

const WORKER = join(__dirname, "../../src/telemetry/export/document/worker.js");

/** The key under which threads find the shared counts. */
const KEY = "openFiles";

/** Indexes of the counts: files that are currently open, and the maximum so far. */
const NOW = 0;
const MOST = 1;

/** Returns the maximum number of files that are open at the same time during `work`. */
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

/** Counts calls of `fs.promises.open`, with which an export opens all files. */
function countInThisThread(counts: Int32Array): void {
  const { open } = fs.promises;
  const countingOpen: typeof open = async (...args) => {
    const handle = await open(...args);
    countOne(counts);
    // FileHandle extends EventEmitter (https://nodejs.org/api/fs.html#class-filehandle), but its
    // type declaration doesn't.
    (handle as unknown as EventEmitter).once("close", () => Atomics.sub(counts, NOW, 1));
    return handle;
  };
  Object.assign(fs.promises, { open: countingOpen });
}

function countOne(counts: Int32Array): void {
  const now = Atomics.add(counts, NOW, 1) + 1;
  let most = Atomics.load(counts, MOST);
  // Repeats until no other thread changes the maximum at the same time.
  while (now > most) {
    const found = Atomics.compareExchange(counts, MOST, most, now);
    most = found === most ? now : found;
  }
}

if (!isMainThread) {
  countInThisThread(getEnvironmentData(KEY) as Int32Array);
  void import(WORKER);
}
