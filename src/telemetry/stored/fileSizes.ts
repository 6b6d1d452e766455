import type { BigIntStats } from "node:fs";
import { promisify } from "node:util";
import type { FileSystem } from "./fileSystem";
import { type TelemetryFile, nameOf } from "./telemetryFolder";

/** A telemetry file, and how much of it there is to read. */
export interface MeasuredFile extends Pick<TelemetryFile, "path" | "day"> {
  /** What an export calls it: its file name, behind the name of its source. */
  readonly name: string;
  /** See {@link TelemetrySource}. */
  readonly extensionId: string | undefined;
  /** In bytes. */
  readonly size: number;
}

/** Files that are measured at once. */
const MEASURED_AT_ONCE = 64;

/** What measuring needs beside the files. */
interface MeasureOptions {
  readonly fs: FileSystem;
  readonly onSkip: (skip: { readonly file: string; readonly reason: "unreadableFile" }) => void;
  /** When it aborts, measuring throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The files with what is in them at this moment: windows go on writing while an export reads. One that
 * is no longer there, or no file, is left out and told to `onSkip`. Of one file under several names, which
 * links give it, the first is kept.
 */
export async function measureFiles(
  files: readonly TelemetryFile[],
  { fs, onSkip, signal }: MeasureOptions,
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
      if (!fact) {
        onSkip({ file: nameOf(file), reason: "unreadableFile" });
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
  /** The same for all names of a file. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
}

async function factsOf(
  stat: (path: string, options: { bigint: true }) => Promise<BigIntStats>,
  path: string,
): Promise<FileFacts | undefined> {
  try {
    // A number of 64 bits, as some file systems have them, would lose its last digits otherwise.
    const stats = await stat(path, { bigint: true });
    // File systems that don't number their files say 0.
    const id = stats.ino === 0n ? path : `${stats.dev}:${stats.ino}`;
    return stats.isFile() ? { id, size: Number(stats.size) } : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes by path. */
export type FileSizes = ReadonlyMap<string, number>;

/** What each file holds now; one that is gone, or can't be asked, holds nothing. */
export async function fileSizes(
  fs: FileSystem,
  files: readonly TelemetryFile[],
): Promise<FileSizes> {
  const measured = await measureFiles(files, { fs, onSkip: () => undefined });
  return new Map(measured.map(({ path, size }) => [path, size]));
}

/** What the files hold together, in bytes. */
export function totalSize(sizes: FileSizes, files: readonly TelemetryFile[]): number {
  return files.reduce((total, { path }) => total + (sizes.get(path) ?? 0), 0);
}
