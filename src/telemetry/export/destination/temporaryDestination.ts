import type { FileHandle } from "node:fs/promises";
import { untilAborted } from "../../read/untilAborted";
import type { FileSystem } from "../../stored/fileSystem";
import { removeAbandoned } from "../../temporary/temporaryName";
import { ExportError } from "../exportError";
import type { Destination } from "./destination";
import { TemporaryFile } from "./temporaryFile";

/** How a temporary file becomes the destination. */
export interface Publication {
  /** Called before the file is flushed to disk and closed. */
  readonly prepare?: (handle: FileHandle) => Promise<void>;
  /**
   * Called with the path of the closed file, which is removed afterwards if it still exists. It
   * must call `begin` before it changes the destination. `begin` throws if the export was canceled.
   * After `begin`, the export can no longer be canceled.
   */
  readonly publish: (temporary: string, begin: () => void) => Promise<void>;
  /** Called when the file has been removed. Must never throw. */
  readonly close?: () => Promise<void>;
}

/**
 * Opens a destination that is a temporary file in `folder` until it is published. First removes
 * temporary files of killed processes from the folder.
 *
 * @param name the destination's name in errors.
 */
export async function openTemporaryDestination(
  fs: FileSystem,
  name: string,
  folder: string,
  { prepare, publish, close }: Publication,
): Promise<Destination> {
  await removeAbandoned(fs, folder);
  const file = await orUnwritable(name, TemporaryFile.open(fs, folder));
  const parts: TemporaryFile[] = [];
  let isDiscarded = false;
  const discard = async (): Promise<void> => {
    isDiscarded = true;
    await Promise.all([file, ...parts].map((each) => each.discard()));
    await close?.();
  };
  const commit = async (begin: () => void): Promise<void> => {
    try {
      await prepare?.(file.handle);
      await file.handle.sync();
      await file.assertInPlace();
      await file.handle.close();
      await publish(file.path, begin);
    } finally {
      await discard();
    }
  };
  let isCommitted = false;
  return {
    write: (data) => orUnwritable(name, file.handle.appendFile(data)),
    writeWith: (work) => orUnwritable(name, file.writeWith(work)),
    openPart: async () => {
      const part = await orUnwritable(name, TemporaryFile.open(fs, folder));
      parts.push(part);
      if (isDiscarded) {
        await part.discard();
        throw new ExportError("destinationUnwritable", name);
      }
      return {
        writeWith: (work) => orUnwritable(name, part.writeWith(work)),
        append: async () => {
          await orUnwritable(name, part.appendTo(file.handle));
          await part.discard();
        },
      };
    },
    digest: (signal) => orUnwritable(name, file.digest(signal)),
    commit: async (signal) => {
      isCommitted = true;
      let isBegun = false;
      const work = commit(() => {
        signal?.throwIfAborted();
        isBegun = true;
      });
      const ended = untilAborted(work, signal).catch((error: unknown) => {
        throw isBegun && error === signal?.reason
          ? new ExportError("destinationUncertain", name)
          : error;
      });
      await orUnwritable(name, ended);
    },
    // During a commit, the commit itself discards the file at its end.
    discard: async () => {
      if (!isCommitted) {
        await discard();
      }
    },
  };
}

/** Replaces errors of `work` with an ExportError about the destination `name`. */
export async function orUnwritable<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ExportError
      ? error
      : new ExportError("destinationUnwritable", name, error);
  }
}
