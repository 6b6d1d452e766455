import { type InflateRaw, createInflateRaw } from "node:zlib";

/** Compressed bytes that zlib gets at once. They become 16 MB at most. */
const PIECE_BYTES = 16_384;

const OUTPUT_BYTES = 65_536;

/** Deflate data that is corrupt. */
export class CorruptData extends Error {
  /** All is well before this compressed byte. */
  readonly offset: number;

  constructor(offset: number, cause: unknown) {
    super(`The compressed data is corrupt after byte ${offset}.`, { cause });
    this.name = "CorruptData";
    this.offset = offset;
  }
}

/**
 * Inflates deflate data as far as it goes; what follows its end is not read. Throws CorruptData where it is
 * corrupt. Of the piece in which that is, zlib hands out nothing: to get all there is, inflate again from the
 * start, with the offset as `carefulFrom`, where the bytes are then taken one by one.
 */
export async function* inflate(
  compressed: AsyncIterable<Buffer>,
  carefulFrom = Infinity,
): AsyncGenerator<Buffer, void, undefined> {
  const inflater = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  const output: Buffer[] = [];
  inflater.on("data", (chunk: Buffer) => output.push(chunk));
  // An error is told by `settled`, and may come again when nobody waits for it.
  inflater.on("error", () => undefined);
  let offset = 0;
  try {
    for await (const piece of cut(compressed, carefulFrom)) {
      await settled(inflater, offset, (done) => inflater.write(piece, done));
      yield* output.splice(0);
      if (inflater.readableEnded) {
        return;
      }
      offset += piece.length;
    }
    await settled(inflater, offset, () => inflater.end());
    yield* output.splice(0);
  } finally {
    inflater.destroy();
  }
}

/** Pieces of at most {@link PIECE_BYTES}, and single bytes from `carefulFrom` on. */
async function* cut(
  chunks: AsyncIterable<Buffer>,
  carefulFrom: number,
): AsyncGenerator<Buffer, void, undefined> {
  let offset = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      const length = Math.max(1, Math.min(PIECE_BYTES, carefulFrom - offset));
      const piece = chunk.subarray(start, start + length);
      yield piece;
      start += piece.length;
      offset += piece.length;
    }
  }
}

/** Waits until zlib has done what `start` begins, or has met the end of the data: then it does nothing more. */
function settled(
  inflater: InflateRaw,
  offset: number,
  start: (settle: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null): void => {
      inflater.off("end", settle).off("error", settle);
      if (error) {
        reject(new CorruptData(offset, error));
      } else {
        resolve();
      }
    };
    inflater.on("end", settle).on("error", settle);
    start(settle);
  });
}
