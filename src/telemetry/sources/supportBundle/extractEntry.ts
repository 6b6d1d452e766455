import { promises as fs } from "node:fs";
import { crc32 } from "node:zlib";
import type { Entry } from "yauzl";
import { PRIVATE_FILE_MODE } from "../../stored/fileSystem";
import { CorruptData, inflate } from "./inflate";
import { UnpackError, onDisk } from "./unpackError";
import type { Zip } from "./zip";

/** The result of extracting an entry. */
export interface Extracted {
  /** Number of bytes written. */
  readonly bytes: number;
  /** The reason why the content is incomplete or differs from the original. */
  readonly defect?: "unreadableFile" | "checksumMismatch";
}

/**
 * Writes the content of an entry to the new file `target`, as far as it can be read, but not more bytes
 * than the zip file specifies. Throws an UnpackError if the file exists or can't be written, and the
 * reason of `signal` if it aborts.
 */
export async function extractEntry(
  zip: Zip,
  entry: Entry,
  target: string,
  signal: AbortSignal | undefined,
): Promise<Extracted> {
  const copy = (carefulFrom?: number): Promise<Copied> => {
    const compressed = zip.read(entry, signal);
    const isStored = entry.compressionMethod === 0;
    const content = isStored ? compressed : inflate(compressed, carefulFrom);
    return write(content, entry, target, signal);
  };
  const copied = await copy();
  if (copied.error instanceof CorruptData) {
    await onDisk(fs.rm(target));
    return copy(copied.error.offset);
  }
  return copied;
}

interface Copied extends Extracted {
  /** The error of reading the content. */
  readonly error?: unknown;
}

async function write(
  content: AsyncIterable<Buffer>,
  { uncompressedSize, crc32: expected }: Entry,
  target: string,
  signal: AbortSignal | undefined,
): Promise<Copied> {
  // `wx` never follows a link and never overwrites a file
  // (https://nodejs.org/api/fs.html#file-system-flags).
  const file = await onDisk(fs.open(target, "wx", PRIVATE_FILE_MODE));
  let bytes = 0;
  let checksum = 0;
  try {
    for await (const chunk of content) {
      signal?.throwIfAborted();
      const kept = chunk.subarray(0, uncompressedSize - bytes);
      await onDisk(file.appendFile(kept));
      checksum = crc32(kept, checksum);
      bytes += kept.length;
      if (kept.length < chunk.length) {
        return { bytes, defect: "unreadableFile" };
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UnpackError) {
      throw error;
    }
    return { bytes, defect: "unreadableFile", error };
  } finally {
    await onDisk(file.close());
  }
  if (bytes < uncompressedSize) {
    return { bytes, defect: "unreadableFile" };
  }
  return checksum === expected ? { bytes } : { bytes, defect: "checksumMismatch" };
}
