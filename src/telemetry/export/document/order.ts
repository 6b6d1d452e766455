import TinyQueue from "tinyqueue";
import type { EventOrder, OpenFile, StoredFile, Timed } from "./fileOrder";
import { Source, compareSources } from "./source";

/** Files whose beginnings are read at the same time. */
const LOOKED_AT_AT_ONCE = 8;

/** File after file, so that the events of one window stand together. */
export const fileByFile: EventOrder = async function* (files, open) {
  for (const file of files) {
    yield* open(file);
  }
};

/**
 * By time, across files: a merge of files that are each in order. An event that its file holds too late comes as soon as it
 * is met; equal times keep the order of the files.
 *
 * Only the files of windows that were open at the same moment are open at the same time: each from when the merge has come
 * to its first event, which a look at its beginning has told before.
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
        // They are due one after the other, as their days are.
        sources.slice(source.index, source.index + LOOKED_AT_AT_ONCE).forEach((next) => {
          next.look();
        });
        if (await source.load()) {
          queue.push(source);
        }
      }
    }
  } finally {
    await Promise.all(sources.map((source) => source.close()));
  }
};

/** The events that come next, until a file has to be read. Nothing is waited for: there may be millions of turns. */
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
