import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";

/**
 * Gives the new file the replaced file's owner, group and mode. If the group can't be set, it gets
 * no group permissions: they would apply to a different group.
 */
export async function keepOwnerAndMode(handle: FileHandle, replaced: BigIntStats): Promise<void> {
  const own = await handle.stat();
  const isKept = await keepOwner(handle, own, Number(replaced.uid), Number(replaced.gid));
  const mode = Number(replaced.mode) & (isKept ? 0o777 : 0o707);
  // Only if needed: file systems without Unix modes, such as FAT, can refuse it (option `quiet` in
  // https://man7.org/linux/man-pages/man8/mount.8.html).
  if ((own.mode & 0o777) !== mode) {
    await handle.chmod(mode);
  }
}

/** Sets the replaced file's group and, if permitted, its owner. Returns false if that fails. */
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
