import type { IdentifierMode } from "../protect/identifiers";
import type { MeasuredFile } from "../stored/fileSizes";
import type { TelemetrySource } from "../stored/telemetryFolder";
import type { OpenDestination } from "./destination/destination";
import type { FileDigest } from "./document/fileDigest";
import type { ExportSummary } from "./exportEvents";
import type { UtcWindow } from "./select/dateRange";
import type { EventFilter } from "./select/eventFilter";

/** Changes when a reader of manifests must change. */
export const MANIFEST_VERSION = 1;

/** Describes an export, so that it can be checked later. docs/automation.md lists the fields. */
export interface Manifest extends ExportSummary {
  readonly manifestVersion: typeof MANIFEST_VERSION;
  /** Version of the exporting extension. */
  readonly version: string;
  readonly format: string;
  readonly identifiers: IdentifierMode;
  /** ISO 8601. The start is inclusive and the end exclusive; null if the range has none. */
  readonly range: { readonly start: string | null; readonly end: string | null };
  /** Null if all events in the range were exported. */
  readonly filter: EventFilter | null;
  readonly export: { readonly file: string; readonly sha256: string };
  readonly sources: readonly ManifestSource[];
  readonly files: readonly ManifestFile[];
}

/** A folder or support bundle that was read. */
interface ManifestSource {
  /** The part before the slash in the names of its files, if any. */
  readonly name?: string;
  /** Path of the folder, unless it was extracted from a support bundle. */
  readonly directory?: string;
  /** Path of the support bundle. */
  readonly bundle?: string;
}

/** A file that was read. */
export interface ManifestFile extends Omit<FileDigest, "path"> {
  readonly name: string;
}

/** What a manifest is made of. */
export interface ManifestContent extends Pick<
  Manifest,
  "version" | "format" | "identifiers" | "export"
> {
  readonly filter?: EventFilter | undefined;
  readonly window: UtcWindow;
  readonly sources: readonly TelemetrySource[];
  /** The files that were read, in order. */
  readonly files: readonly Pick<MeasuredFile, "name" | "path">[];
  readonly digests: readonly FileDigest[];
  readonly summary: ExportSummary;
  /** Returns the name or path of a file as the manifest contains it. */
  readonly protectPath: (path: string) => string;
}

/** Creates the manifest of an export. */
export function createManifest(content: ManifestContent): Manifest {
  const { version, format, identifiers, window, summary, protectPath } = content;
  const protectFile = <T extends { readonly file: string }>(entry: T): T => ({
    ...entry,
    file: protectPath(entry.file),
  });
  return {
    manifestVersion: MANIFEST_VERSION,
    version,
    format,
    identifiers,
    range: { start: formatTime(window.start), end: formatTime(window.end) },
    filter: content.filter ? protectFilter(content.filter, protectPath) : null,
    export: content.export,
    ...summary,
    skipped: summary.skipped.map(protectFile),
    problems: summary.problems.map(protectFile),
    laterFiles: summary.laterFiles.map(protectPath),
    sources: content.sources.map((source) => describeSource(source, protectPath)),
    files: describeFiles(content),
  };
}

function protectFilter(
  { names, results, sessions, text }: EventFilter,
  protectText: (text: string) => string,
): EventFilter {
  return {
    names: names?.map(protectText),
    results,
    sessions: sessions?.map(protectText),
    text: text === undefined ? undefined : protectText(text),
  };
}

/** Writes a manifest. Throws an ExportError if that fails. */
export async function writeManifest(
  openDestination: OpenDestination,
  manifest: Manifest,
): Promise<void> {
  const destination = await openDestination();
  try {
    await destination.write(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await destination.commit();
  } catch (error) {
    await destination.discard();
    throw error;
  }
}

function formatTime(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

function describeSource(
  { name, directory, bundle }: TelemetrySource,
  protectPath: (path: string) => string,
): ManifestSource {
  return {
    ...(name !== undefined && { name: protectPath(name) }),
    ...(bundle === undefined
      ? { directory: protectPath(directory) }
      : { bundle: protectPath(bundle) }),
  };
}

function describeFiles({ files, digests, protectPath }: ManifestContent): ManifestFile[] {
  const byPath = new Map(digests.map(({ path, ...digest }) => [path, digest]));
  return files.flatMap(({ name, path }) => {
    const digest = byPath.get(path);
    return digest ? [{ name: protectPath(name), ...digest }] : [];
  });
}
