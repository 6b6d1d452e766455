import type { MeasuredFile } from "../stored/fileSizes";
import type { FileSystem } from "../stored/fileSystem";
import { Budget } from "./budget";
import { CHUNK_SIZE, readChunks } from "./chunks";

/**
 * Files of one part of a document that stay open. With the 8 that the merge looks at and the one that is written, two parts have at
 * most 32 files open: a process may open 256 on macOS unless told otherwise, and the editor's other extensions share them.
 */
const MAX_OPEN_FILES = 7;

/** Bytes of small files that are kept between a look at them and their reading. */
const MAX_KEPT_BYTES = 1024 * 1024;

type Chunks = AsyncGenerator<Buffer, void, undefined>;

/** Reads the chunks of many files. A small file that was looked at is kept as bytes, so that it is opened once. */
export class ChunkReader {
  private readonly fs: FileSystem;
  private readonly openFiles = new Budget(MAX_OPEN_FILES);
  private readonly room = new Budget(MAX_KEPT_BYTES);
  private readonly kept = new Map<string, readonly Buffer[]>();

  constructor(fs: FileSystem) {
    this.fs = fs;
  }

  /** All of a file. Throws what {@link readChunks} throws. */
  async *read(file: MeasuredFile): Chunks {
    const kept = this.kept.get(file.path);
    this.forget(file);
    yield* kept ?? readChunks(this.fs, file, this.openFiles);
  }

  /** The same for a file that will be read again, or forgotten. */
  async *look(file: MeasuredFile): Chunks {
    const chunks = readChunks(this.fs, file, this.openFiles);
    if (file.size > CHUNK_SIZE || !this.room.take(file.size)) {
      yield* chunks;
      return;
    }
    const kept: Buffer[] = [];
    this.kept.set(file.path, kept);
    try {
      for await (const chunk of chunks) {
        kept.push(chunk);
      }
    } catch (error) {
      this.forget(file);
      yield* kept;
      throw error;
    }
    yield* kept;
  }

  /** Makes room for other files. */
  forget(file: MeasuredFile): void {
    if (this.kept.delete(file.path)) {
      this.room.giveBack(file.size);
    }
  }
}
