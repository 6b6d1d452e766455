import type { MeasuredFile } from "../../stored/fileSizes";
import type { Timestamp } from "../../stored/timestamp";

/** Something with a time. */
export interface Timed {
  readonly time: Timestamp;
}

/** The fields of a file that determine when it is read. */
export type StoredFile = Pick<MeasuredFile, "day" | "size">;

/**
 * Reads a file from the beginning in batches of events, which can be empty. With the purpose
 * `look`, reading stops after the first batch that has events, and the file will be read again.
 */
export type OpenFile<File, T> = (
  file: File,
  purpose?: "look",
) => AsyncGenerator<readonly T[], void, undefined>;

/**
 * Determines the order of the events of several files. The files must be sorted by day, session and
 * part.
 */
export type EventOrder = <File extends StoredFile, T extends Timed>(
  files: readonly File[],
  open: OpenFile<File, T>,
) => AsyncGenerator<readonly T[], void, undefined>;
