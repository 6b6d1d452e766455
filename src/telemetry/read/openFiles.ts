/**
 * Files of one part of a document that stay open. With the 8 that the merge looks at and the one
 * that is written, two parts have at most 32 files open: a process may open 256 on macOS unless told
 * otherwise, and the editor's other extensions share them.
 */
const MAX_OPEN_FILES = 7;

/** The number of files that may stay open while they are read in turn. */
export class OpenFiles {
  private free = MAX_OPEN_FILES;

  /** Returns whether one more file may stay open. If so, it has to be given back. */
  take(): boolean {
    const isFree = this.free > 0;
    if (isFree) {
      this.free--;
    }
    return isFree;
  }

  giveBack(): void {
    this.free++;
  }
}
