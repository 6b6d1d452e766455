import type { BigIntStats } from "node:fs";
import { promisify } from "node:util";
import type { FileSystem } from "./fileSystem";
import { codeOf, notAFile } from "./systemError";
import { type TelemetryFile, nameOf } from "./telemetryFolder";
import { withTimeLimit } from "./timeLimit";

/** A telemetry file and its size when the export started. */
export interface MeasuredFile extends Pick<TelemetryFile, "path" | "day"> {
  /** The file's name in messages: the source's name, if any, and the file name. */
  readonly name: string;
  /** See {@link TelemetrySource.extensionId}. */
  readonly extensionId: string | undefined;
  /** In bytes. */
  readonly size: number;
}

/** Number of files that are measured at the same time. */
const MEASURED_AT_ONCE = 64;

/** What measuring needs. */
interface MeasureOptions {
  readonly fs: FileSystem;
  /** Called with the name of a file that can't be measured, and the code of the error. */
  readonly onUnreadable: (name: string, code: string | undefined) => void;
  /** If it aborts, measuring throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Returns the files with their current sizes, because windows may add events while an export reads.
 * Missing files, and entries that are not files, are omitted and reported to `onUnreadable`. If several
 * paths lead to the same file, only the first is kept.
 */
export async function measureFiles(
  files: readonly TelemetryFile[],
  { fs, onUnreadable, signal }: MeasureOptions,
): Promise<MeasuredFile[]> {
  const measured: MeasuredFile[] = [];
  const known = new Set<string>();
  const stat = promisify(fs.stat);
  for (let start = 0; start < files.length; start += MEASURED_AT_ONCE) {
    signal?.throwIfAborted();
    const some = files.slice(start, start + MEASURED_AT_ONCE);
    const facts = await Promise.all(some.map(({ path }) => factsOf(stat, path)));
    for (const [index, file] of some.entries()) {
      const fact = facts[index];
      if (!fact || "error" in fact) {
        onUnreadable(nameOf(file), codeOf(fact?.error));
      } else if (!known.has(fact.id)) {
        known.add(fact.id);
        const { path, day, source } = file;
        const { extensionId } = source;
        measured.push({ name: nameOf(file), path, day, extensionId, size: fact.size });
      }
    }
  }
  return measured;
}

interface FileFacts {
  /** The same for all paths to a file. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
}

async function factsOf(
  stat: (path: string, options: { bigint: true }) => Promise<BigIntStats>,
  path: string,
): Promise<FileFacts | { readonly error: unknown }> {
  try {
    // `bigint`, because an inode number can exceed `Number.MAX_SAFE_INTEGER`.
    const stats = await stat(path, { bigint: true });
    // An inode number of 0 doesn't identify a file, so the path is used instead.
    const id = stats.ino === 0n ? path : `${stats.dev}:${stats.ino}`;
    return stats.isFile() ? { id, size: Number(stats.size) } : { error: notAFile(path) };
  } catch (error) {
    return { error };
  }
}

/** Sizes in bytes, by path. */
export type FileSizes = ReadonlyMap<string, number>;

/**
 * Returns the current size of each file. A file that is missing or can't be read is omitted. Resolves
 * to undefined if the file system doesn't answer.
 */
export async function fileSizes(
  fs: FileSystem,
  files: readonly TelemetryFile[],
): Promise<FileSizes | undefined> {
  const measuring = measureFiles(files, { fs, onUnreadable: () => undefined });
  try {
    const measured = await withTimeLimit(files[0]?.path ?? "", measuring);
    return new Map(measured.map(({ path, size }) => [path, size]));
  } catch {
    return undefined;
  }
}

/** The total size of the files in bytes. */
export function totalSize(sizes: FileSizes, files: readonly TelemetryFile[]): number {
  return files.reduce((total, { path }) => total + (sizes.get(path) ?? 0), 0);
}
