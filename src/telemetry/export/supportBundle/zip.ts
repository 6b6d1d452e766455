import { promises as fs } from "node:fs";
import {
  type Entry,
  RandomAccessReader,
  type ZipFile,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
} from "yauzl";

type FileHandle = fs.FileHandle;

/** Bytes of an entry that are read at once. */
const CHUNK_BYTES = 65_536;

/** A zip file that is being read. */
export class Zip {
  private readonly file: FileHandle;
  private readonly zipFile: ZipFile;

  private constructor(file: FileHandle, zipFile: ZipFile) {
    this.file = file;
    this.zipFile = zipFile;
  }

  /** Throws when it can't be read, or has no directory of its entries. */
  static async open(path: string): Promise<Zip> {
    // Opening a FIFO would wait until somebody writes to it.
    if (!(await fs.stat(path)).isFile()) {
      throw new Error("This is not a file.");
    }
    const file = await fs.open(path);
    try {
      const { size } = await file.stat();
      // yauzl would refuse the whole zip for one name or size that is wrong.
      const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
      const reader = new FileReader(file);
      return new Zip(file, await fromRandomAccessReaderPromise(reader, size, options));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Throws where the directory of the entries is broken; those before are given all the same. */
  entries(): AsyncIterable<Entry> {
    return this.zipFile.eachEntry();
  }

  /** With `/` also where there is a backslash. Invisible characters could fake other text where it is shown. */
  pathOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
    const path = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
    return path.replace(/\p{C}/gu, "\u{fffd}");
  }

  /** The bytes of an entry as they are in the zip, mostly compressed. Throws the reason of `signal` when it aborts. */
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

  /** Never throws. */
  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }
}

/** Reads for yauzl, whose own way to read throws where nobody can catch it when a zip asks for a byte after 2^53. */
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
