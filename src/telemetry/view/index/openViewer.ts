import { type Losses, summarizeSessions } from "../../completeness/completeness";
import { type ProblemSummary, Problems, problemCount } from "../../read/problem";
import { type BuiltIndex, buildIndex } from "./buildIndex";
import { type ViewedSources, viewedFiles } from "./viewedFiles";
import { Viewer, type ViewerEnvironment } from "./viewer";

/** How far reading has come. */
export interface ReadProgress {
  /** From 0 to 1. */
  readonly fraction: number;
  readonly eventCount: number;
}

interface OpenOptions extends ViewerEnvironment {
  readonly onProgress: (progress: ReadProgress) => void;
  /** If it aborts, the viewer shows what was read until then. */
  readonly signal: AbortSignal;
}

/** Reads all events. Throws if the file or the folders can't be read. */
export async function openViewer(
  viewed: ViewedSources,
  { onProgress, signal, ...environment }: OpenOptions,
): Promise<Viewer> {
  const { fs } = environment;
  const { files, problems } = await viewedFiles(fs, viewed);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const built = await buildIndex(files, {
    fs,
    signal,
    onProgress: ({ bytesRead, index }) => {
      // At most 1: a file's last line can have grown since the file was measured.
      onProgress({ fraction: Math.min(bytesRead / bytes, 1), eventCount: index.length });
    },
  });
  const losses = lossesOf(built, problems);
  const stored = {
    isComplete: !signal.aborted,
    skippedCount: losses.skippedCount + problemCount(losses),
    missingCount: losses.missingCount,
    fileCount: files.length,
    bytes,
  };
  return new Viewer({ index: built.index, files, stored, losses }, environment);
}

function lossesOf({ skips, problems, sessions }: BuiltIndex, others: ProblemSummary): Losses {
  const { skipped, skippedCount } = skips;
  const { problems: first, problemCounts } = new Problems(others, problems);
  const { gaps, gapCount, missingCount } = summarizeSessions(sessions.list());
  const unread = { skipped, skippedCount, problems: first, problemCounts };
  return { ...unread, gaps, gapCount, missingCount };
}
