import type { LineDefect } from "../../stored/event";

/** What only an entry of a support bundle can have wrong with it. */
type EntryDefect =
  | "encryptedEntry"
  | "unknownCompression"
  | "checksumMismatch"
  | "oversizedEntry"
  | "tooManyEntries";

/** Something that was left out, and why: a line that is no event, the rest of a file, or what is not stored. */
export interface Skip {
  /** What {@link MeasuredFile} calls the file, a folder's path, or a path in a support bundle. */
  readonly file: string;
  /** 1-based; absent when it is about the file. */
  readonly line?: number;
  readonly reason:
    LineDefect | EntryDefect | "tooLong" | "unreadableFile" | "unreadableFolder" | "notStored";
  /** Bytes of a line that is too long, or of an entry that is too large. */
  readonly length?: number;
}
