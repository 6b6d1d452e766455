import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import type { FileSystem } from "../../stored/fileSystem";
import { isSystemError } from "../../stored/systemError";
import { DAY_MS } from "../../stored/utcDate";

const NAME = /^\.coder-telemetry-([0-9a-f]{12})-(\d+)-[0-9a-f-]{36}\.tmp$/;

/** A new name for a temporary file or folder, which says what {@link isAbandoned} must know of its process. */
export async function temporaryName(fs: FileSystem): Promise<string> {
  return `.coder-telemetry-${await machineId(fs)}-${process.pid}-${randomUUID()}.tmp`;
}

/** A text about temporary files, as one about the file that they become. */
export function withoutTemporaryNames(text: string, path: string): string {
  return text.replace(/\.coder-telemetry-[0-9a-f]{12}-\d+-[0-9a-f-]{36}\.tmp/g, () =>
    basename(path),
  );
}

/**
 * Whether a file or folder of this name is a temporary one whose export can't be running any more: its process
 * on this machine has ended, or it is another machine's and was not written to for a day.
 *
 * @param lastWritten its time of modification, in milliseconds since the epoch.
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
 * Removes what exports that can't be running any more have left in a folder, as far as that can be done:
 * whether the folder can be written to is not decided here.
 */
export async function removeAbandoned(fs: FileSystem, folder: string): Promise<void> {
  for (const name of await fs.promises.readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    try {
      if (await isAbandoned(fs, name, async () => (await fs.promises.stat(path)).mtimeMs)) {
        await fs.promises.rm(path, { recursive: true, force: true });
      }
    } catch {
      // Another user's, or gone by now.
    }
  }
}

/**
 * Has a temporary file or folder removed when the process exits. Returns what removes it before that, and never throws.
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
    // What can't be removed now is abandoned as soon as this process has ended.
    await fs.promises.rm(path, { ...options, force: true }).catch(() => undefined);
    process.off("exit", onExit);
  };
}

/** Where process ids mean the same: containers can share a host's name, but number their own processes. */
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
    // Any other error, such as EPERM, comes of a process that is there.
    return !(isSystemError(error) && error.code === "ESRCH");
  }
}
