import { type SessionList, Sessions } from "../../completeness/sessions";
import type { StoredEvent } from "../../read/eventLines";
import type { FileDefect } from "../../read/problem";
import { type Skip, type SkipSummary, Skips } from "../../read/skips";
import { type FileHeader, contextOf, sessionIdOf } from "../../stored/event";
import type { MeasuredFile } from "../../stored/fileSizes";
import { contains } from "../select/dateRange";
import type { FileDigest } from "./fileDigest";
import type { PartFile } from "./part";

/** A file that could not be read completely. */
export interface UnreadFile extends Pick<MeasuredFile, "path" | "name"> {
  /** Whether any of it was read. */
  readonly isRead: boolean;
  readonly defect: FileDefect;
}

/** What was found in files, as threads send it. */
export interface FoundInFiles extends SkipSummary {
  /**
   * Number of rows: lines that are neither blank nor a header. A line with several JSON objects has
   * as many rows.
   */
  readonly rowsRead: number;
  /** Number of events that are not in the range of the export, or don't match its filter. */
  readonly outsideCount: number;
  readonly bytesRead: number;
  /**
   * Number of exported events that are earlier than the exported event before them in their file. They
   * can be out of order in the export.
   */
  readonly outOfOrderCount: number;
  readonly unread: readonly UnreadFile[];
  readonly digests: readonly FileDigest[];
  readonly sessions: SessionList;
}

/**
 * What is known about files besides the events to export. Each row is counted once, although two
 * parts can read its file: by the part that exports it, or else by the later one.
 */
export class Findings {
  readonly digests: FileDigest[] = [];
  bytesRead = 0;
  outOfOrderCount = 0;
  private readonly sessions: Sessions;
  private readonly skips = new Skips();
  /** By path, because two parts can read the same file. */
  private readonly unread = new Map<string, UnreadFile>();
  private rowsRead = 0;
  private outsideCount = 0;

  constructor(nameOf: (sessionId: string) => string) {
    this.sessions = new Sessions(nameOf);
  }

  add(found: FoundInFiles): void {
    this.skips.addAll(found);
    found.unread.forEach((file) => {
      this.addUnread(file);
    });
    this.digests.push(...found.digests);
    this.sessions.addAll(found.sessions);
    this.rowsRead += found.rowsRead;
    this.outsideCount += found.outsideCount;
    this.bytesRead += found.bytesRead;
    this.outOfOrderCount += found.outOfOrderCount;
  }

  addUnread(file: UnreadFile): void {
    this.unread.set(file.path, file);
  }

  list(): FoundInFiles {
    const { rowsRead, outsideCount, bytesRead, outOfOrderCount, unread, digests, sessions } = this;
    const { skipped, skippedCount } = this.skips;
    const counts = { rowsRead, outsideCount, bytesRead, outOfOrderCount, skipped, skippedCount };
    return { ...counts, unread: [...unread.values()], digests, sessions: sessions.list() };
  }

  /** Counts a row that is not an event, unless the next part does. */
  skip(skip: Skip, { portion }: PartFile): void {
    if (!portion.isShared) {
      this.rowsRead++;
      this.skips.add(skip);
    }
  }

  /**
   * Counts an event, unless another part does. Returns whether the part exports it.
   *
   * @param isInExport whether this or another part exports the event.
   */
  admit(
    { row, time: { ms } }: StoredEvent,
    header: FileHeader,
    { extensionId, portion: { window, exportWindow, isShared } }: PartFile,
    isInExport: boolean,
  ): boolean {
    const isInWindow = contains(window, ms);
    const isExported = isInWindow && isInExport;
    if (isInWindow || !(isShared || contains(exportWindow, ms))) {
      this.rowsRead++;
      this.outsideCount += isExported ? 0 : 1;
      const sessionId = sessionIdOf(contextOf(row, header));
      const sequence = row["event_sequence"];
      this.sessions.add({ extensionId, sessionId, sequence, isExported });
    }
    return isExported;
  }
}
