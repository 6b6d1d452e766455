import { Sessions } from "../../completeness/sessions";
import { type FileDefect, Problems } from "../../read/problem";
import type { Skip } from "../../read/skips";
import { Skips } from "../../read/skips";
import type { MeasuredFile } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import { factsOf } from "./eventFacts";
import { EventIndex } from "./eventIndex";
import { storedEvents } from "./storedEvents";

/** An index and what was found besides events. */
export interface BuiltIndex {
  readonly index: EventIndex;
  readonly skips: Skips;
  /** The sequence numbers of each session, which tell what is missing. */
  readonly sessions: Sessions;
  readonly bytesRead: number;
  /** Files whose rest can't be read. */
  readonly problems: Problems;
}

interface BuildOptions {
  readonly fs: FileSystem;
  readonly onProgress: (built: BuiltIndex) => void;
  /** If it aborts, the index has the events that were read until then. */
  readonly signal: AbortSignal;
}

/** Reads all files once. */
export async function buildIndex(
  files: readonly MeasuredFile[],
  { fs, onProgress, signal }: BuildOptions,
): Promise<BuiltIndex> {
  const built = {
    index: new EventIndex(),
    skips: new Skips(),
    sessions: new Sessions((id) => id),
    bytesRead: 0,
    problems: new Problems(),
  };
  const onSkip = (skip: Skip): void => {
    built.skips.add(skip);
  };
  const onRead = (bytes: number): void => {
    built.bytesRead += bytes;
    onProgress(built);
  };
  try {
    for (const [file, measured] of files.entries()) {
      const onUnreadable = (defect: FileDefect): void => {
        built.problems.add({ file: measured.name, ...defect });
      };
      const options = { fs, onSkip, onUnreadable, onRead, signal };
      for await (const events of storedEvents(measured, options)) {
        for (const { event, line, item } of events) {
          const facts = factsOf(event);
          built.index.add(facts, { file, line, item });
          built.sessions.add({
            extensionId: event.extensionId,
            sessionId: facts.session,
            sequence: event.row["event_sequence"],
            isExported: true,
          });
        }
      }
    }
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
  return built;
}
