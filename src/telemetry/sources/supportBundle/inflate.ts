import { type InflateRaw, createInflateRaw } from "node:zlib";

/**
 * Number of compressed bytes that are passed to zlib at once. They expand to 17 MB at most, because
 * deflate's maximum ratio is 1032:1 (https://zlib.net/zlib_tech.html).
 */
const PIECE_BYTES = 16_384;

const OUTPUT_BYTES = 65_536;

/** The compressed data is corrupt. */
export class CorruptData extends Error {
  /** Offset of the compressed byte up to which the data is intact. */
  readonly offset: number;

  constructor(offset: number, cause: unknown) {
    super(`The compressed data is corrupt after byte ${offset}.`, { cause });
    this.name = "CorruptData";
    this.offset = offset;
  }
}

/**
 * Decompresses deflate data. Ignores anything after its end. Throws CorruptData if the data is
 * corrupt. In that case, the output of the last piece is lost. To recover it, decompress again from
 * the start and pass the error's offset as `carefulFrom`: from there on, bytes are processed one at
 * a time.
 */
export async function* inflate(
  compressed: AsyncIterable<Buffer>,
  carefulFrom = Infinity,
): AsyncGenerator<Buffer, void, undefined> {
  const inflater = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  const output: Buffer[] = [];
  inflater.on("data", (chunk: Buffer) => output.push(chunk));
  // `settled` handles errors. This only prevents an uncaught exception if an error occurs again
  // later.
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

/** Yields pieces of at most {@link PIECE_BYTES}, and single bytes from `carefulFrom` on. */
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

/**
 * Resolves when zlib has finished the operation that `start` begins, or has reached the end of the
 * data.
 */
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
