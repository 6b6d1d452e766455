import type { Dirent } from "node:fs";
import { join, sep } from "node:path";
import { type TelemetryFileName, parseFileName } from "./fileName";
import type { FileSystem } from "./fileSystem";
import { isMissing } from "./systemError";
import { parseUtcDate } from "./utcDate";

/** A telemetry folder that an export reads. */
export interface TelemetrySource {
  /** Path of the folder. */
  readonly directory: string;
  /** Shown before the name of each of its files. Absent if it is the only folder. */
  readonly name?: string | undefined;
  /** ID of the extension that writes to the folder, if known. */
  readonly extensionId?: string | undefined;
  /** Path of the support bundle that the folder was extracted from, if any. */
  readonly bundle?: string | undefined;
}

/** A file in a telemetry folder. */
export interface TelemetryFile extends TelemetryFileName {
  readonly name: string;
  readonly path: string;
  /** Start of the file's UTC day, in milliseconds since the epoch. */
  readonly day: number;
  /** Whether it is a symbolic link. */
  readonly isLink: boolean;
  /** The folder that it lies in. */
  readonly source: TelemetrySource;
}

/** What an export calls a file: its name, behind that of its folder where there are several. */
export function nameOf({ name, source }: Pick<TelemetryFile, "name" | "source">): string {
  return prefixOf(source) + name;
}

/** The path of the file that {@link nameOf} calls so, whether it exists or not. Undefined for any other text. */
export function findPath(name: string, sources: readonly TelemetrySource[]): string | undefined {
  for (const source of sources) {
    const prefix = prefixOf(source);
    const fileName = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (parseFileName(fileName)) {
      return join(source.directory, fileName);
    }
  }
  return undefined;
}

function prefixOf({ name }: TelemetrySource): string {
  return name === undefined ? "" : `${name}/`;
}

/** What a telemetry folder contains. */
export interface ListedFolder {
  /** Sorted by day, session and part. */
  readonly files: TelemetryFile[];
  /**
   * What files are called (see {@link nameOf}) that seem to be telemetry, but don't have the name of a
   * telemetry file, such as `telemetry-2026-11-22.jsonl.1`. Nothing reads them.
   */
  readonly misnamed: readonly string[];
}

/** Exports have such names, too, but with this prefix. */
const SEEMS_TELEMETRY = /^(?!coder-telemetry-).*telemetry.*\.jsonl/i;

/**
 * Lists a telemetry folder. Only looks at names and file types: files are not opened, and symbolic
 * links are not followed, so a link with a matching name is included whatever its target. Folders,
 * sockets and FIFOs are omitted. A missing folder has no files. Throws if the folder can't be read.
 */
export async function listTelemetryFolder(
  fs: FileSystem,
  source: TelemetrySource,
): Promise<ListedFolder> {
  const files: TelemetryFile[] = [];
  const misnamed: string[] = [];
  const prefix = join(source.directory, sep);
  for (const entry of await readFolder(fs, source.directory)) {
    const { name } = entry;
    const isLink = entry.isSymbolicLink();
    if (!isLink && !entry.isFile()) {
      continue;
    }
    const parsed = parseFileName(name);
    const day = parsed && parseUtcDate(parsed.date);
    if (parsed && day !== undefined) {
      const { date, session, part } = parsed;
      files.push({ date, session, part, day, name, path: prefix + name, isLink, source });
    } else if (SEEMS_TELEMETRY.test(name)) {
      misnamed.push(nameOf({ name, source }));
    }
  }
  return { files: files.sort(compareFiles), misnamed: misnamed.sort() };
}

/** The telemetry files of a folder. Throws what {@link listTelemetryFolder} throws. */
export async function listTelemetryFiles(
  fs: FileSystem,
  source: TelemetrySource,
): Promise<TelemetryFile[]> {
  return (await listTelemetryFolder(fs, source)).files;
}

async function readFolder(fs: FileSystem, directory: string): Promise<readonly Dirent[]> {
  try {
    return await fs.promises.readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

/** By day, session and part. */
export function compareFiles(a: TelemetryFile, b: TelemetryFile): number {
  return a.day - b.day || compareText(a.session ?? "", b.session ?? "") || a.part - b.part;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
