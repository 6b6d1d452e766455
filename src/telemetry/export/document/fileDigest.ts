import { createHash } from "node:crypto";

/** What was read of a file. */
export interface FileDigest {
  readonly path: string;
  /** Number of bytes that were read. */
  readonly bytes: number;
  /** SHA-256 of these bytes in hexadecimal. */
  readonly sha256: string;
  /** Whether the file was read to the end that it had when the export started. */
  readonly isComplete: boolean;
}

/**
 * Passes chunks on and computes their digest. Calls `onDigest` when the chunks end or can't be read
 * further, or when the caller stops reading.
 */
export async function* digestChunks(
  path: string,
  chunks: AsyncIterable<Buffer>,
  onDigest: (digest: FileDigest) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const hash = createHash("sha256");
  let bytes = 0;
  let isComplete = false;
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
    isComplete = true;
  } finally {
    onDigest({ path, bytes, sha256: hash.digest("hex"), isComplete });
  }
}
