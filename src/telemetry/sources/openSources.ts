import * as fs from "node:fs";
import { type ProblemSummary, Problems } from "../read/problem";
import { CODER_EXTENSION, chosenSource, storedSources } from "../stored/sources";
import { isMissing } from "../stored/systemError";
import type { TelemetrySource } from "../stored/telemetryFolder";
import { withTimeLimit } from "../stored/timeLimit";
import { SourceError } from "./sourceError";
import { openSupportBundle } from "./supportBundle";

/** The sources of an export. Must be closed after use. */
export interface OpenedSources {
  readonly sources: readonly TelemetrySource[];
  /** Entries of a support bundle that could not be read. */
  readonly problems: ProblemSummary;
  /** Never throws. */
  readonly close: () => Promise<void>;
}

/** Opens all telemetry that Coder's extensions store on this machine. */
export function openStored(ownDirectory: string): OpenedSources {
  return opened(storedSources(ownDirectory));
}

/**
 * Opens a telemetry folder or a support bundle. Throws a SourceError if the path is neither, and
 * the reason of `signal` if it aborts.
 */
export async function openChosen(path: string, signal?: AbortSignal): Promise<OpenedSources> {
  if (await isFolder(path)) {
    return opened([chosenSource(path)]);
  }
  const bundle = await openSupportBundle(path, { signal });
  const sources = bundle.folders.map(({ directory, name }) => ({
    directory,
    name,
    extensionId: CODER_EXTENSION,
    bundle: path,
  }));
  return { sources, problems: bundle, close: () => bundle.close() };
}

function opened(sources: readonly TelemetrySource[]): OpenedSources {
  return { sources, problems: new Problems(), close: () => Promise.resolve() };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await withTimeLimit(path, fs.promises.stat(path))).isDirectory();
  } catch (error) {
    throw new SourceError(isMissing(error) ? "sourceMissing" : "directoryUnreadable", path, error);
  }
}
