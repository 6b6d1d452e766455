import { tmpdir } from "node:os";
import { makeTemporaryFolder } from "./destination/temporaryFolder";
import { untilAborted } from "./destination/untilAborted";
import { ExportError } from "./errors";
import type { Skip } from "./read/skip";
import { Extraction, type ExtractionOptions } from "./supportBundle/extraction";
import { MAX_BUNDLE_BYTES, MAX_BUNDLE_FILES } from "./supportBundle/limits";
import { UnpackError, onDisk } from "./supportBundle/unpackError";
import type { Zip } from "./supportBundle/zip";

/** The telemetry of a support bundle, extracted to folders of its own. */
export interface SupportBundle {
  /** One for each folder of the zip that holds telemetry, and more where the zip has files of the same name. */
  readonly folders: readonly BundleFolder[];
  /** The first of what could not be read, or not to its end; `file` is a path in the zip, or the zip's own. */
  readonly skipped: readonly Skip[];
  readonly skippedCount: number;
  /** Deletes what was extracted. Never throws. */
  close(): Promise<void>;
}

/** A telemetry folder of a support bundle. */
interface BundleFolder {
  /** Where its files are now. */
  readonly directory: string;
  /** Its path in the zip, to be shown. */
  readonly name: string;
}

/** How a support bundle is opened. */
export interface SupportBundleOptions {
  /** When it aborts, opening throws its reason, and what was extracted is deleted. */
  readonly signal?: AbortSignal | undefined;
  /** The system's unless given. */
  readonly temporaryFolder?: string;
  /** Of all telemetry in the bundle; {@link MAX_BUNDLE_BYTES} unless given. */
  readonly maxBytes?: number;
  /** {@link MAX_BUNDLE_FILES} unless given. */
  readonly maxFiles?: number;
}

/**
 * Extracts the telemetry of a support bundle, a zip, to a temporary folder for the user alone. An entry that
 * can't be read costs itself alone. Throws an ExportError when the zip can't be read or has no telemetry.
 */
export async function openSupportBundle(
  path: string,
  options: SupportBundleOptions = {},
): Promise<SupportBundle> {
  const opening = openAndExtract(path, options);
  try {
    return await untilAborted(opening, options.signal);
  } catch (error) {
    // What is opened when nobody waits for it any more is closed.
    void opening.then(
      (bundle) => bundle.close(),
      () => undefined,
    );
    throw error;
  }
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
      const { skipped, skippedCount } = extraction.skips;
      const folders = extraction.folders.map(({ directory, name }) => ({ directory, name }));
      return { folders, skipped, skippedCount, close: () => folder.remove() };
    } catch (error) {
      await folder.remove();
      throw error;
    }
  } catch (error) {
    throw error instanceof UnpackError
      ? new ExportError("bundleNotUnpacked", path, error.cause)
      : error;
  } finally {
    await zip.close();
  }
}

async function openZip(path: string): Promise<Zip> {
  // A bundle of its own, with the library for zips: who exports what is stored does not load it.
  const { Zip } = await import("./supportBundle/zip.js");
  try {
    return await Zip.open(path);
  } catch (error) {
    throw new ExportError("bundleUnreadable", path, error);
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
      ? new ExportError("bundleWithoutTelemetry", path)
      : new ExportError("bundleUnreadable", path, listError);
  }
  if (listError !== undefined) {
    extraction.skips.add({ file: path, reason: "unreadableFile" });
  }
  return extraction;
}

/** The items up to the error that getting another fails with, which is told instead of thrown. */
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
