import type { LineDefect } from "../../stored/event";

/** A problem with an entry of a support bundle. */
type EntryDefect =
  | "encryptedEntry"
  | "unknownCompression"
  | "checksumMismatch"
  | "oversizedEntry"
  | "tooManyEntries";

/**
 * Something that was skipped, and the reason: an invalid line, the rest of a file, a folder, or
 * events that could not be stored.
 */
export interface Skip {
  /**
   * Name of a file (see {@link MeasuredFile.name}), path of a folder, or path in a support bundle.
   */
  readonly file: string;
  /** Line number, starting at 1. Absent if the problem concerns the whole file. */
  readonly line?: number;
  readonly reason:
    LineDefect | EntryDefect | "tooLong" | "unreadableFile" | "unreadableFolder" | "notStored";
  /** Size in bytes of a line that is too long or an entry that is too large. */
  readonly length?: number;
}
