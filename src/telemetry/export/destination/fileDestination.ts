import { type BigIntStats, constants } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseFileName } from "../../stored/fileName";
import type { FileSystem } from "../../stored/fileSystem";
import { listSources } from "../../stored/sources";
import { isMissing } from "../../stored/systemError";
import type { TelemetrySource } from "../../stored/telemetryFolder";
import { ExportError } from "../errors";
import type { Destination } from "./destination";
import {
  type FileHandle,
  type Publication,
  flushFolderOf,
  openTemporaryFile,
  told,
} from "./temporaryFile";

/**
 * A file of the local file system, replaced if it exists. Text goes to a temporary file beside it;
 * `commit` gives that the owner and mode of the file that it replaces, flushes it to disk, and renames
 * it. Through a symbolic link it is the link's target that is replaced. A file that is read-only, or
 * that this user can't write, is not replaced, although a rename could.
 *
 * @param sources what the export reads: no telemetry file, there or elsewhere, and no support bundle is ever
 *   replaced, and no file with a telemetry file's name is added to a source.
 */
export async function openFileDestination(
  fs: FileSystem,
  path: string,
  sources: readonly TelemetrySource[],
): Promise<Destination> {
  const target = await told(path, resolveLinks(fs, path));
  const check = (): Promise<BigIntStats | undefined> =>
    told(path, checkTarget(fs, { path, target, sources }));
  await check();
  return openTemporaryFile(fs, path, dirname(target), {
    prepare: async (handle) => {
      // Again: it may be another file by now.
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
 * A destination that Node does not reach: what was written is a finished file in `folder` when
 * `publish` is called as in {@link Publication}, and removed afterwards.
 */
export function openStagedDestination(
  fs: FileSystem,
  name: string,
  folder: string,
  publish: Publication["publish"],
): Promise<Destination> {
  return openTemporaryFile(fs, name, folder, { publish });
}

/** Where a path leads to, also when nothing is there yet. Throws for a loop of links. */
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
  /** As it was given. */
  readonly path: string;
  /** Where that leads to. */
  readonly target: string;
  readonly sources: readonly TelemetrySource[];
}

/** The file that is replaced, if there is one. Throws when it must not be. */
async function checkTarget(
  fs: FileSystem,
  { path, target, sources }: Target,
): Promise<BigIntStats | undefined> {
  const replaced = await statIfExists(fs, target);
  if (replaced && !replaced.isFile()) {
    throw new ExportError("destinationNotAFile", path);
  }
  if (await isTelemetry(fs, { path, target, sources }, replaced)) {
    throw new ExportError("destinationIsTelemetry", path);
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
 * Whether a file has a telemetry file's name, in any case of its letters, is what one leads to, or is the support bundle that
 * is read.
 */
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
    // To nowhere.
    return false;
  }
}

async function isSameFile(fs: FileSystem, a: string, b: string): Promise<boolean> {
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

/** Without the right to give a file away, its mode opens it to nobody whom the replaced file kept out. */
async function keepOwnerAndMode(handle: FileHandle, replaced: BigIntStats): Promise<void> {
  const own = await handle.stat();
  const isKept = await keepOwner(handle, own, Number(replaced.uid), Number(replaced.gid));
  // The group's rights are the replaced file's group's alone.
  const mode = Number(replaced.mode) & (isKept ? 0o777 : 0o707);
  // Some file systems have one mode for all files, and refuse to change it.
  if ((own.mode & 0o777) !== mode) {
    await handle.chmod(mode);
  }
}

/** Whether the file has the replaced file's group afterwards, and where that can be its owner. */
async function keepOwner(
  handle: FileHandle,
  own: { readonly uid: number; readonly gid: number },
  uid: number,
  gid: number,
): Promise<boolean> {
  if (own.uid === uid && own.gid === gid) {
    return true;
  }
  try {
    await handle.chown(uid, gid).catch(() => handle.chown(own.uid, gid));
    return true;
  } catch {
    return false;
  }
}
