import type { Entry } from "yauzl";
import { type TelemetryFileName, formatFileName, parseFileName } from "../../stored/fileName";

/** An entry of a zip that has the path and the name of a telemetry file. */
export interface TelemetryEntry {
  /** In the zip, to be shown: never a path on disk. */
  readonly path: string;
  /** Its folder in the zip, to be shown. */
  readonly folder: string;
  /** File name, which is safe on every disk. */
  readonly name: string;
  /** Whether it is a symbolic link, which has no content of its own. */
  readonly isLink: boolean;
}

/** Where the Coder extension puts its telemetry in a bundle. Whoever packs a bundle again adds folders before it. */
const FOLDER = "vscode-logs/telemetry";

/** What the upper half of the attributes says of the kind of a file, where a Unix or its like wrote them. */
const KIND = 0xf000;
const REGULAR = 0x8000;
const LINK = 0xa000;

/**
 * Undefined for all entries that are not telemetry, for folders, and for what is neither file nor link.
 *
 * @param path of the entry in the zip, to be shown.
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

/** Of the session, what every disk takes: Windows refuses some characters, and all refuse long names. */
function safeName({ date, session, part }: TelemetryFileName): string {
  const safe = session?.replace(/[^\w-]/g, "_").slice(0, 64);
  return formatFileName({ date, session: safe, part });
}
