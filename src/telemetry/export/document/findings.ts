import { type SessionList, Sessions } from "../../completeness/sessions";
import type { StoredEvent } from "../../read/eventLines";
import type { FileDefect } from "../../read/problem";
import type { Skip } from "../../read/skip";
import { type SkipSummary, Skips } from "../../read/skips";
import { type FileHeader, contextOf, sessionIdOf } from "../../stored/event";
import type { MeasuredFile } from "../../stored/fileSizes";
import { type UtcWindow, contains } from "../select/dateRange";
import type { FileDigest } from "./fileDigest";

/** The events of a file that a part exports and counts. */
export interface Portion {
  /** The time window of the events that the part exports. */
  readonly window: UtcWindow;
  /** The time window of the export. */
  readonly exportWindow: UtcWindow;
  /** Whether the next part counts the rows that this part doesn't export. */
  readonly isShared: boolean;
}

/** A file whose rows are counted. */
interface CountedFile extends Pick<MeasuredFile, "extensionId"> {
  readonly portion: Portion;
}

/** A file that could not be read completely. */
export interface UnreadFile extends Pick<MeasuredFile, "path" | "name"> {
  readonly defect: FileDefect;
}

/** What was found in files, as threads send it. */
export interface FoundInFiles extends SkipSummary<Skip> {
  /**
   * Number of rows: lines that are neither blank nor a header. A line with several JSON objects has
   * as many rows.
   */
  readonly rowsRead: number;
  /** Number of events that are not in the range of the export, or don't match its filter. */
  readonly outsideCount: number;
  readonly unread: readonly UnreadFile[];
  /** Number of files of which nothing could be read. */
  readonly untouchedCount: number;
  readonly digests: readonly FileDigest[];
  readonly sessions: SessionList;
}

/**
 * What is known about files besides the events to export. Each row is counted once, although two
 * parts can read its file: by the part that exports it, or else by the later one.
 */
export class Findings {
  readonly skips = new Skips<Skip>();
  readonly unread: UnreadFile[] = [];
  untouchedCount = 0;
  readonly digests: FileDigest[] = [];
  readonly sessions: Sessions;
  rowsRead = 0;
  outsideCount = 0;
  bytesRead = 0;

  constructor(nameOf: (sessionId: string) => string) {
    this.sessions = new Sessions(nameOf);
  }

  add(other: Findings): void {
    this.skips.addAll(other.skips);
    this.unread.push(...other.unread);
    this.untouchedCount += other.untouchedCount;
    this.digests.push(...other.digests);
    this.sessions.addAll(other.sessions.list());
    this.rowsRead += other.rowsRead;
    this.outsideCount += other.outsideCount;
    this.bytesRead += other.bytesRead;
  }

  list(): FoundInFiles {
    const { rowsRead, outsideCount, unread, untouchedCount, digests, sessions } = this;
    const { skipped, skippedCount } = this.skips;
    const found = { rowsRead, outsideCount, skipped, skippedCount };
    return { ...found, unread, untouchedCount, digests, sessions: sessions.list() };
  }

  /** Counts a row that is not an event, unless the next part does. */
  skip(skip: Skip, { portion }: CountedFile): void {
    if (!portion.isShared) {
      this.rowsRead++;
      this.skips.add(skip);
    }
  }

  /**
   * Counts an event, unless another part does. Returns whether the part exports it.
   *
   * @param matches tells whether an event in the range is to be exported.
   */
  admit(
    event: StoredEvent,
    header: FileHeader,
    { extensionId, portion }: CountedFile,
    matches: () => boolean,
  ): boolean {
    const { ms } = event.time;
    const isInWindow = contains(portion.window, ms);
    const isExported = isInWindow && matches();
    if (isInWindow || !(portion.isShared || contains(portion.exportWindow, ms))) {
      this.rowsRead++;
      this.outsideCount += isExported ? 0 : 1;
      this.note(event, header, extensionId, isExported);
    }
    return isExported;
  }

  private note(
    { row }: StoredEvent,
    header: FileHeader,
    extensionId: string | undefined,
    isExported: boolean,
  ): void {
    const sessionId = sessionIdOf(contextOf(row, header));
    const sequence = row["event_sequence"];
    this.sessions.add({ extensionId, sessionId, sequence, isExported });
  }
}
