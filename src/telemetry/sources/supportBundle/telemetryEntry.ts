import type { Entry } from "yauzl";
import { type TelemetryFileName, formatFileName, parseFileName } from "../../stored/fileName";

/** An entry of a zip file with the path and name of a telemetry file. */
export interface TelemetryEntry {
  /** Path in the zip file. Only for display, never used as a path on disk. */
  readonly path: string;
  /** Path of its folder in the zip file, for display. */
  readonly folder: string;
  /** A file name that is valid on every file system. */
  readonly name: string;
  /** Whether the entry is a symbolic link. Links are not extracted. */
  readonly isLink: boolean;
}

/**
 * The folder of telemetry in bundles that the Coder extension creates. It can be inside other
 * folders if the bundle was packed again.
 */
const FOLDER = "vscode-logs/telemetry";

/**
 * The file type bits in the upper half of an entry's external attributes, if the zip file was
 * created on a Unix-like system.
 */
const KIND = 0xf000;
const REGULAR = 0x8000;
const LINK = 0xa000;

/**
 * Returns undefined if the entry isn't telemetry, or is neither a file nor a link.
 *
 * @param path of the entry in the zip file, for display.
 */
export function readTelemetryEntry(entry: Entry, path: string): TelemetryEntry | undefined {
  const nameAt = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, Math.max(nameAt - 1, 0));
  const parsed = parseFileName(path.slice(nameAt));
  const kind = (entry.externalFileAttributes >>> 16) & KIND;
  const isLink = kind === LINK;
  const isFile = isLink || kind === REGULAR || kind === 0;
  return parsed && isFile && (folder === FOLDER || folder.endsWith(`/${FOLDER}`))
    ? { path, folder, name: safeName(parsed), isLink }
    : undefined;
}

/**
 * Replaces characters of the session that Windows doesn't allow in file names
 * (https://learn.microsoft.com/windows/win32/fileio/naming-a-file), and limits its length.
 */
function safeName({ date, session, part }: TelemetryFileName): string {
  const safe = session?.replace(/[^\w-]/g, "_").slice(0, 64);
  return formatFileName({ date, session: safe, part });
}
