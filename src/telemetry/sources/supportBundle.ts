import { tmpdir } from "node:os";
import type { ProblemSummary } from "../read/problem";
import { openUnlessAborted } from "../read/untilAborted";
import { makeTemporaryFolder } from "../temporary/temporaryFolder";
import { SourceError } from "./sourceError";
import { Extraction, type ExtractionOptions } from "./supportBundle/extraction";
import { MAX_BUNDLE_BYTES, MAX_BUNDLE_FILES } from "./supportBundle/limits";
import { UnpackError, onDisk } from "./supportBundle/unpackError";
import type { Zip } from "./supportBundle/zip";

/**
 * The telemetry of a support bundle, extracted to temporary folders, and the entries that could not
 * be read completely. The `file` of a problem is a path in the zip file or the path of the zip file.
 */
export interface SupportBundle extends ProblemSummary {
  /**
   * One for each folder of the zip file that contains telemetry. If a folder contains several files
   * with the same name, they are in separate folders here.
   */
  readonly folders: readonly BundleFolder[];
  /** Deletes the extracted files. Never throws. */
  close(): Promise<void>;
}

/** A telemetry folder of a support bundle. */
interface BundleFolder {
  /** Path of the extracted files. */
  readonly directory: string;
  /** Path in the zip file, for display. */
  readonly name: string;
}

/** Options for opening a support bundle. */
export interface SupportBundleOptions {
  /** If it aborts, opening throws its reason and deletes the extracted files. */
  readonly signal?: AbortSignal | undefined;
  /** Default: the system's folder for temporary files. */
  readonly temporaryFolder?: string;
  /** Maximum size in bytes of all telemetry in the bundle. Default: {@link MAX_BUNDLE_BYTES}. */
  readonly maxBytes?: number;
  /** Default: {@link MAX_BUNDLE_FILES}. */
  readonly maxFiles?: number;
}

/**
 * Extracts the telemetry of a support bundle (a zip file) to a temporary folder that only the user
 * can access. Skips entries that can't be read. Throws a SourceError if the zip file can't be read
 * or contains no telemetry.
 */
export function openSupportBundle(
  path: string,
  options: SupportBundleOptions = {},
): Promise<SupportBundle> {
  return openUnlessAborted(openAndExtract(path, options), options.signal, (bundle) =>
    bundle.close(),
  );
}

async function openAndExtract(
  path: string,
  { temporaryFolder = tmpdir(), signal, ...limits }: SupportBundleOptions,
): Promise<SupportBundle> {
  signal?.throwIfAborted();
  const zip = await openZip(path);
  try {
    const folder = await onDisk(makeTemporaryFolder(temporaryFolder));
    try {
      const extraction = await extract(path, zip, {
        maxBytes: MAX_BUNDLE_BYTES,
        maxFiles: MAX_BUNDLE_FILES,
        ...limits,
        target: folder.path,
        signal,
      });
      const { problems, problemCounts } = extraction.found;
      const folders = extraction.folders.map(({ directory, name }) => ({ directory, name }));
      return { folders, problems, problemCounts, close: () => folder.remove() };
    } catch (error) {
      await folder.remove();
      throw error;
    }
  } catch (error) {
    throw error instanceof UnpackError
      ? new SourceError("bundleNotUnpacked", path, error.cause)
      : error;
  } finally {
    await zip.close();
  }
}

async function openZip(path: string): Promise<Zip> {
  // Loaded on first use: other exports don't need the zip library.
  const { Zip } = await import("./supportBundle/zip.js");
  try {
    return await Zip.open(path);
  } catch (error) {
    throw new SourceError("bundleUnreadable", path, error);
  }
}

async function extract(path: string, zip: Zip, options: ExtractionOptions): Promise<Extraction> {
  const extraction = new Extraction(zip, options);
  let listError: unknown;
  const onError = (error: unknown): void => {
    listError = error;
  };
  for await (const entry of untilError(zip.entries(), onError)) {
    await extraction.add(entry);
  }
  options.signal?.throwIfAborted();
  if (extraction.entryCount === 0) {
    throw listError === undefined
      ? new SourceError("bundleWithoutTelemetry", path)
      : new SourceError("bundleUnreadable", path, listError);
  }
  if (listError !== undefined) {
    extraction.found.add({ file: path, reason: "unreadableFile" });
  }
  return extraction;
}

/** Yields items until an error occurs. Passes the error to `onError` and ends. */
async function* untilError<T>(
  items: AsyncIterable<T>,
  onError: (error: unknown) => void,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* items;
  } catch (error) {
    onError(error);
  }
}
