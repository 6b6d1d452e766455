import TinyQueue from "tinyqueue";
import type { EventOrder, OpenFile, StoredFile, Timed } from "./fileOrder";
import { MergedFile, compareNext } from "./mergedFile";

/** Number of files whose beginnings are read at the same time. */
const LOOKED_AT_AT_ONCE = 8;

/** File after file, so that the events of one window stand together. */
export const fileByFile: EventOrder = async function* (files, open) {
  for (const file of files) {
    yield* open(file);
  }
};

/**
 * In chronological order across files. Assumes that each file is in chronological order: an event
 * that is stored too late in its file is also too late in the output. Events with equal times keep
 * the order of the files.
 *
 * To limit open files, a file is opened when the merge reaches its first event and closed at its
 * end. The time of the first event is found by reading the beginning of the file in advance.
 */
export const chronological: EventOrder = async function* <File extends StoredFile, T extends Timed>(
  files: readonly File[],
  open: OpenFile<File, T>,
) {
  const all = files.map((file, index) => new MergedFile(file, index, open));
  const queue = new TinyQueue([...all], compareNext);
  try {
    for (let file = queue.pop(); file; file = queue.pop()) {
      if (file.isLoaded) {
        yield merge(file, queue);
      } else {
        // The next files by day are probably needed next.
        all.slice(file.index, file.index + LOOKED_AT_AT_ONCE).forEach((next) => {
          next.look();
        });
        if (await file.load()) {
          queue.push(file);
        } else {
          // Even a reader that has ended holds what it used.
          await file.close();
        }
      }
    }
  } finally {
    await Promise.all(all.map((file) => file.close()));
  }
};

/**
 * Merges loaded events until a file has to be read. Not an async function, because there can be
 * millions of iterations.
 */
function merge<File extends StoredFile, T extends Timed>(
  first: MergedFile<File, T>,
  queue: TinyQueue<MergedFile<File, T>>,
): readonly T[] {
  const merged: T[] = [];
  let file: typeof first | undefined = first;
  while (file?.isLoaded) {
    file.moveTo(merged, queue.peek());
    queue.push(file);
    file = queue.pop();
  }
  if (file) {
    queue.push(file);
  }
  return merged;
}
