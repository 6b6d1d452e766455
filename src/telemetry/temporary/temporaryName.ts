import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import type { FileSystem } from "../stored/fileSystem";
import { isSystemError } from "../stored/systemError";
import { DAY_MS } from "../stored/utcDate";

const NAME = /^\.coder-telemetry-([0-9a-f]{12})-(\d+)-[0-9a-f-]{36}\.tmp$/;

/**
 * Returns a new name for a temporary file or folder. It contains the machine and the process ID,
 * which {@link isAbandoned} reads.
 */
export async function temporaryName(fs: FileSystem): Promise<string> {
  return `.coder-telemetry-${await machineId(fs)}-${process.pid}-${randomUUID()}.tmp`;
}

/** Replaces the names of temporary files in an error message with the name of the destination. */
export function withoutTemporaryNames(text: string, path: string): string {
  return text.replace(/\.coder-telemetry-[0-9a-f]{12}-\d+-[0-9a-f-]{36}\.tmp/g, () =>
    basename(path),
  );
}

/**
 * Whether a file or folder is left over from an export that is no longer running. It is if its name
 * is that of a temporary one and its process on this machine has ended, or if another machine
 * created it and it was not modified for a day.
 *
 * @param lastWritten returns the modification time in milliseconds since the epoch.
 */
export async function isAbandoned(
  fs: FileSystem,
  name: string,
  lastWritten: () => Promise<number>,
): Promise<boolean> {
  const [, machine, pid] = NAME.exec(name) ?? [];
  if (machine === undefined) {
    return false;
  }
  return machine === (await machineId(fs))
    ? !isRunning(Number(pid))
    : (await lastWritten()) < Date.now() - DAY_MS;
}

/**
 * Removes temporary files and folders of exports that are no longer running. Never throws: if the
 * folder can't be written to, the export itself reports it.
 */
export async function removeAbandoned(fs: FileSystem, folder: string): Promise<void> {
  for (const name of await fs.promises.readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    try {
      if (await isAbandoned(fs, name, async () => (await fs.promises.stat(path)).mtimeMs)) {
        await fs.promises.rm(path, { recursive: true, force: true });
      }
    } catch {
      // It belongs to another user or no longer exists.
    }
  }
}

/**
 * Removes a temporary file or folder when the process exits. Returns a function that removes it
 * earlier and never throws.
 */
export function removeAtExit(
  fs: FileSystem,
  path: string,
  options: { readonly recursive?: boolean } = {},
): () => Promise<void> {
  const onExit = (): void => {
    fs.rmSync(path, { ...options, force: true });
  };
  process.once("exit", onExit);
  return async () => {
    // If removing fails, a later export removes it, because this process has ended by then.
    await fs.promises.rm(path, { ...options, force: true }).catch(() => undefined);
    process.off("exit", onExit);
  };
}

/**
 * Identifies the machine and, in a container, its process namespace. Containers can share a host
 * name but have their own process IDs.
 */
async function machineId(fs: FileSystem): Promise<string> {
  const processNamespace = await fs.promises.readlink("/proc/self/ns/pid").catch(() => "");
  return createHash("sha256")
    .update(`${hostname()} ${processNamespace}`)
    .digest("hex")
    .slice(0, 12);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM, for example, means that the process exists but belongs to another user
    // (https://man7.org/linux/man-pages/man2/kill.2.html).
    return !(isSystemError(error) && error.code === "ESRCH");
  }
}
