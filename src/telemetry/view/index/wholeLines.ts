import { LineLimit } from "../../export/read/lineLimit";

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Joins chunks into blocks of whole lines. Lines that are too long for an event are shortened. */
export async function* wholeLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const limit = new LineLimit();
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const { kept } = limit.apply(chunk);
    const end = lastLineEnd(kept);
    if (end > 0) {
      yield Buffer.concat([...rest, kept.subarray(0, end)]);
      rest = [];
    }
    rest.push(kept.subarray(end));
  }
  yield Buffer.concat(rest);
}

/** Returns the index after the last line end, or 0. */
function lastLineEnd(chunk: Buffer): number {
  // A newline can follow a carriage return that ends the chunk.
  const carriageReturn = chunk.subarray(0, -1).lastIndexOf(CARRIAGE_RETURN);
  return Math.max(chunk.lastIndexOf(NEWLINE), carriageReturn) + 1;
}
