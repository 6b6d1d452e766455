import { CARRIAGE_RETURN, LineLimit, lastLineEnd } from "../../read/lineLimit";

/** Joins chunks into blocks of whole lines. Lines that are too long for an event are shortened. */
export async function* wholeLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const limit = new LineLimit();
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const { kept } = limit.apply(chunk);
    // A newline can follow a carriage return that ends the chunk.
    const certain = kept.at(-1) === CARRIAGE_RETURN ? kept.subarray(0, -1) : kept;
    const end = lastLineEnd(certain) + 1;
    if (end > 0) {
      yield Buffer.concat([...rest, kept.subarray(0, end)]);
      rest = [];
    }
    rest.push(kept.subarray(end));
  }
  yield Buffer.concat(rest);
}
