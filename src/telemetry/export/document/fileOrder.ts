import type { MeasuredFile } from "../../stored/fileSizes";
import type { Timestamp } from "../../stored/timestamp";

/** Something that happened at some time. */
export interface Timed {
  readonly time: Timestamp;
}

/** What the order of files asks of them. */
export type StoredFile = Pick<MeasuredFile, "day" | "size">;

/**
 * Reads a file from its beginning, some events at a time, perhaps none. What is only looked at is read as far as its first
 * events, and will be read again if it has any.
 */
export type OpenFile<File, T> = (
  file: File,
  purpose?: "look",
) => AsyncGenerator<readonly T[], void, undefined>;

/** How the events of several files, given by day, session and part, follow each other. */
export type EventOrder = <File extends StoredFile, T extends Timed>(
  files: readonly File[],
  open: OpenFile<File, T>,
) => AsyncGenerator<readonly T[], void, undefined>;
