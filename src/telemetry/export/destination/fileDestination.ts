import { type BigIntStats, constants } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { parseFileName } from "../../stored/fileName";
import type { FileSystem } from "../../stored/fileSystem";
import { listSources } from "../../stored/sources";
import { isMissing } from "../../stored/systemError";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import { ExportError } from "../exportError";
import type { Destination } from "./destination";
import { keepOwnerAndMode } from "./ownerAndMode";
import { openTemporaryDestination, orUnwritable } from "./temporaryDestination";

/**
 * Creates or replaces a local file. Text is written to a temporary file in the same folder.
 * `commit` gives it the owner and mode of the file to replace, flushes it to disk, and renames it.
 * If `path` is a symbolic link, the link's target is replaced. Read-only files and files that the
 * user can't write to are not replaced, although a rename would succeed. Throws an ExportError if
 * `path` ends with a slash.
 *
 * @param sources the folders that are exported. Telemetry files and support bundles are never
 *   replaced, and no file named like a telemetry file is added to these folders.
 */
export async function openFileDestination(
  fs: FileSystem,
  path: string,
  sources: readonly TelemetrySource[],
): Promise<Destination> {
  if (path.endsWith("/") || path.endsWith(sep)) {
    throw new ExportError("destinationNamedAsFolder", path);
  }
  const target = await orUnwritable(path, resolveLinks(fs, path));
  const check = (): Promise<BigIntStats | undefined> =>
    orUnwritable(path, checkTarget(fs, { path, target, sources }));
  await check();
  return openTemporaryDestination(fs, path, dirname(target), {
    prepare: async (handle) => {
      // The file may have changed since the first check.
      const replaced = await check();
      if (replaced) {
        await keepOwnerAndMode(handle, replaced);
      }
    },
    publish: async (temporary, begin) => {
      begin();
      await fs.promises.rename(temporary, target);
      await flushFolderOf(fs, target);
    },
  });
}

/**
 * Flushes a file's folder to disk, which makes a rename in it permanent
 * (https://man7.org/linux/man-pages/man2/fsync.2.html). Does nothing if the system can't do this.
 */
async function flushFolderOf(fs: FileSystem, path: string): Promise<void> {
  try {
    const folder = await fs.promises.open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // Flushing is an extra safeguard. The file has already been renamed.
  }
}

/** Resolves symbolic links, also for a path that doesn't exist yet. Throws if links form a loop. */
async function resolveLinks(fs: FileSystem, path: string): Promise<string> {
  try {
    return await fs.promises.realpath(path);
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
  }
  const folder = dirname(path);
  const link = await fs.promises.readlink(path).catch(() => undefined);
  return link === undefined
    ? join(await fs.promises.realpath(folder), basename(path))
    : resolveLinks(fs, resolve(await fs.promises.realpath(folder), link));
}

interface Target {
  /** The path as given. */
  readonly path: string;
  /** The path with symbolic links resolved. */
  readonly target: string;
  readonly sources: readonly TelemetrySource[];
}

/** Returns the file that will be replaced, if any. Throws if it must not be replaced. */
async function checkTarget(
  fs: FileSystem,
  { path, target, sources }: Target,
): Promise<BigIntStats | undefined> {
  const replaced = await statIfExists(fs, target);
  if (replaced && (!replaced.isFile() || (await isOpenFile(fs, path)))) {
    throw new ExportError("destinationNotAFile", path);
  }
  if (await isTelemetry(fs, { path, target, sources }, replaced)) {
    const code = replaced ? "destinationIsTelemetry" : "destinationNamedAsTelemetry";
    throw new ExportError(code, path);
  }
  if (replaced) {
    if ((replaced.mode & 0o222n) === 0n) {
      throw new ExportError("destinationReadOnly", path);
    }
    await fs.promises.access(target, constants.W_OK);
  }
  return replaced;
}

/**
 * Whether a path stands for an open file of a process, such as `/dev/stdout`. What is in that file
 * would be lost if it was replaced.
 */
async function isOpenFile(fs: FileSystem, path: string): Promise<boolean> {
  const folder = await fs.promises.realpath(dirname(path));
  return /^\/(?:dev|dev\/fd|proc\/.*)$/.test(folder);
}

/** Whether the target is the support bundle, or telemetry by its name in any case or by a link. */
async function isTelemetry(
  fs: FileSystem,
  { target, sources }: Target,
  replaced: BigIntStats | undefined,
): Promise<boolean> {
  if (parseFileName(basename(target).toLowerCase())) {
    const folders = sources.map(({ directory }) => directory);
    return replaced !== undefined || (await isAnyOf(fs, folders, dirname(target)));
  }
  const bundles = sources.flatMap(({ bundle }) => bundle ?? []);
  if (await isAnyOf(fs, bundles, target)) {
    return true;
  }
  const mayHaveOtherName = replaced !== undefined && replaced.nlink > 1n;
  for (const { path, isLink } of (await listSources(fs, sources)).files) {
    const isTarget =
      (isLink && (await leadsTo(fs, path, target))) ||
      (mayHaveOtherName && (await isSameFile(fs, path, target)));
    if (isTarget) {
      return true;
    }
  }
  return false;
}

async function isAnyOf(fs: FileSystem, paths: readonly string[], target: string): Promise<boolean> {
  const matches = await Promise.all(paths.map((path) => isSameFile(fs, path, target)));
  return matches.includes(true);
}

async function leadsTo(fs: FileSystem, link: string, target: string): Promise<boolean> {
  try {
    return (await resolveLinks(fs, link)) === target;
  } catch {
    // A broken link.
    return false;
  }
}

/** Whether two paths lead to the same file, which exists. */
export async function isSameFile(fs: FileSystem, a: string, b: string): Promise<boolean> {
  const [first, second] = [await statIfExists(fs, a), await statIfExists(fs, b)];
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

async function statIfExists(fs: FileSystem, path: string): Promise<BigIntStats | undefined> {
  try {
    return await fs.promises.stat(path, { bigint: true });
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}
