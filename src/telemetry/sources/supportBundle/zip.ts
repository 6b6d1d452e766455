import { promises as fs } from "node:fs";
import {
  type Entry,
  RandomAccessReader,
  type ZipFile,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
} from "yauzl";
import { READ_FLAGS } from "../../stored/fileSystem";

type FileHandle = fs.FileHandle;

/** Number of bytes of an entry that are read at once. */
const CHUNK_BYTES = 65_536;

/** Reads a zip file. */
export class Zip {
  private readonly file: FileHandle;
  private readonly zipFile: ZipFile;

  private constructor(file: FileHandle, zipFile: ZipFile) {
    this.file = file;
    this.zipFile = zipFile;
  }

  /** Throws if the file can't be read or has no central directory. */
  static async open(path: string): Promise<Zip> {
    const file = await fs.open(path, READ_FLAGS);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) {
        throw new Error("This is not a file.");
      }
      // With these checks enabled, yauzl rejects the whole zip file if a single name or size is
      // invalid.
      const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
      const reader = new FileReader(file);
      return new Zip(file, await fromRandomAccessReaderPromise(reader, stats.size, options));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /**
   * Iterates over the entries. Throws at a damaged entry of the central directory, after yielding
   * the entries before it.
   */
  entries(): AsyncIterable<Entry> {
    return this.zipFile.eachEntry();
  }

  /**
   * Returns an entry's path. Backslashes are replaced with slashes. Invisible characters are
   * replaced because they could disguise the path when it is shown.
   */
  pathOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
    const path = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
    return path.replace(/\p{C}/gu, "\u{fffd}");
  }

  /**
   * Reads the bytes of an entry as stored in the zip file, which are usually compressed. Throws the
   * reason of `signal` if it aborts.
   */
  async *read(
    entry: Entry,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Buffer, void, undefined> {
    const header = await this.zipFile.readLocalFileHeaderPromise(entry, { minimal: true });
    const end = header.fileDataStart + entry.compressedSize;
    for (let position = header.fileDataStart; position < end;) {
      signal?.throwIfAborted();
      const length = Math.min(CHUNK_BYTES, end - position);
      const buffer = Buffer.allocUnsafe(length);
      const { bytesRead } = await this.file.read(buffer, 0, length, position);
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  }

  /** Closes the file. Never throws. */
  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }
}

/**
 * Reads bytes for yauzl. Passes errors to the callback, which yauzl's default reader doesn't do for
 * invalid positions: there, a damaged zip file would cause an uncaught exception.
 */
class FileReader extends RandomAccessReader {
  private readonly file: FileHandle;

  constructor(file: FileHandle) {
    super();
    this.file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.file.read(buffer, offset, length, position).then(({ bytesRead }) => {
      callback(null, bytesRead);
    }, callback);
  }
}
