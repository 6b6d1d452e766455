import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** The first bytes of a file. */
interface Digest {
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** Returns the digest of the first `length` bytes of a file, or of all. Throws if it can't be read. */
export async function digestFile(path: string, length = Infinity): Promise<Digest> {
  const hash = createHash("sha256");
  let bytes = 0;
  if (length > 0) {
    for await (const chunk of createReadStream(path, {
      end: length - 1,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  }
  return { bytes, sha256: hash.digest("hex") };
}
