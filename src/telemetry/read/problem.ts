/** A problem with an entry of a support bundle. */
type EntryDefect =
  | "encryptedEntry"
  | "unknownCompression"
  | "checksumMismatch"
  | "oversizedEntry"
  | "tooManyEntries";

/** Why a telemetry file could not be read completely. */
export interface FileDefect {
  readonly reason: "unreadableFile" | "utf16";
  /** Code of the error that reading failed with, such as `EACCES`. */
  readonly code?: string | undefined;
}

/**
 * Something else than a row that an export may lack: a file or a folder that could not be read
 * completely, or events that could not be stored.
 */
export interface Problem {
  /**
   * Name of a file (see {@link MeasuredFile.name}), path of a folder, or path in a support bundle.
   */
  readonly file: string;
  readonly reason:
    EntryDefect | FileDefect["reason"] | "misnamedFile" | "unreadableFolder" | "notStored";
  /** Code of the error that reading failed with, such as `EACCES`. */
  readonly code?: string | undefined;
  /** Size in bytes of an entry that is too large. */
  readonly length?: number;
}

/** What a problem is about, as far as a summary distinguishes it. */
export type ProblemKind =
  "unreadFile" | "unreadFolder" | "misnamedFile" | "checksumMismatch" | "notStored";

/** The first 100 problems, and the number of all problems by kind. */
export interface ProblemSummary {
  readonly problems: readonly Problem[];
  readonly problemCounts: Readonly<Record<ProblemKind, number>>;
}

/** Maximum number of problems that are kept. Others are only counted, to limit memory use. */
const MAX_PROBLEMS_KEPT = 100;

/** Collects problems. */
export class Problems implements ProblemSummary {
  readonly problems: Problem[] = [];
  readonly problemCounts = {
    unreadFile: 0,
    unreadFolder: 0,
    misnamedFile: 0,
    checksumMismatch: 0,
    notStored: 0,
  };

  /** Starts with the problems of others. */
  constructor(...others: readonly (ProblemSummary | undefined)[]) {
    others.forEach((other) => {
      this.addAll(other);
    });
  }

  add(problem: Problem): void {
    this.problemCounts[kindOf(problem)]++;
    this.keep(problem);
  }

  private addAll(other: ProblemSummary = new Problems()): void {
    for (const kind of Object.keys(other.problemCounts) as ProblemKind[]) {
      this.problemCounts[kind] += other.problemCounts[kind];
    }
    other.problems.forEach((problem) => {
      this.keep(problem);
    });
  }

  private keep(problem: Problem): void {
    if (this.problems.length < MAX_PROBLEMS_KEPT) {
      this.problems.push(problem);
    }
  }
}

function kindOf({ reason }: Problem): ProblemKind {
  if (reason === "checksumMismatch" || reason === "misnamedFile" || reason === "notStored") {
    return reason;
  }
  return reason === "unreadableFolder" ? "unreadFolder" : "unreadFile";
}

/** The number of all problems. */
export function problemCount({ problemCounts }: ProblemSummary): number {
  return Object.values(problemCounts).reduce((sum, count) => sum + count, 0);
}
