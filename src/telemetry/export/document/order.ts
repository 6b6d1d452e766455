import TinyQueue from "tinyqueue";
import type { EventOrder, OpenFile, StoredFile, Timed } from "./fileOrder";
import { Source, compareSources } from "./source";

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
  const sources = files.map((file, index) => new Source(file, index, open));
  const queue = new TinyQueue([...sources], compareSources);
  try {
    for (let source = queue.pop(); source; source = queue.pop()) {
      if (source.isLoaded) {
        yield merge(source, queue);
      } else {
        // The next files by day are probably needed next.
        sources.slice(source.index, source.index + LOOKED_AT_AT_ONCE).forEach((next) => {
          next.look();
        });
        if (await source.load()) {
          queue.push(source);
        } else {
          // Even a reader that has ended holds what it used.
          await source.close();
        }
      }
    }
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
};

/**
 * Merges loaded events until a file has to be read. Not an async function, because there can be
 * millions of iterations.
 */
function merge<File extends StoredFile, T extends Timed>(
  first: Source<File, T>,
  queue: TinyQueue<Source<File, T>>,
): readonly T[] {
  const merged: T[] = [];
  let source: typeof first | undefined = first;
  while (source?.isLoaded) {
    source.moveTo(merged, queue.peek());
    queue.push(source);
    source = queue.pop();
  }
  if (source) {
    queue.push(source);
  }
  return merged;
}
