import { promises as fs } from "node:fs";
import { join } from "node:path";
import type { Entry } from "yauzl";
import { type Problem, Problems } from "../../read/problem";
import { PRIVATE_FOLDER_MODE } from "../../stored/fileSystem";
import { extractEntry } from "./extractEntry";
import { type TelemetryEntry, readTelemetryEntry } from "./telemetryEntry";
import { onDisk } from "./unpackError";
import type { Zip } from "./zip";

/** Where to extract to, and limits. */
export interface ExtractionOptions {
  /** Path of an empty folder. */
  readonly target: string;
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly signal: AbortSignal | undefined;
}

/** A folder that files are extracted to. */
interface Folder {
  readonly directory: string;
  /** Name of the folder in the zip file. */
  readonly name: string;
  /** File names in lower case, because some file systems don't distinguish case. */
  readonly files: Set<string>;
}

/** Extracts the telemetry of a zip, entry by entry. */
export class Extraction {
  readonly found = new Problems();
  readonly folders: Folder[] = [];
  /** Number of entries that have the name of a telemetry file. */
  entryCount = 0;
  private readonly zip: Zip;
  private readonly options: ExtractionOptions;
  private bytes = 0;
  private files = 0;

  constructor(zip: Zip, options: ExtractionOptions) {
    this.zip = zip;
    this.options = options;
  }

  /**
   * Extracts an entry if it is a telemetry file. Throws an UnpackError if the file can't be
   * written, and the reason of the signal if it aborts.
   */
  async add(entry: Entry): Promise<void> {
    this.options.signal?.throwIfAborted();
    const telemetry = readTelemetryEntry(entry, this.zip.pathOf(entry));
    if (!telemetry) {
      return;
    }
    this.entryCount++;
    const reason = this.refusal(entry, telemetry) ?? (await this.extract(entry, telemetry));
    if (reason !== undefined) {
      const length = reason === "oversizedEntry" ? { length: entry.uncompressedSize } : {};
      this.found.add({ file: telemetry.path, reason, ...length });
    }
  }

  /** Returns the reason why an entry must not be extracted, if any. */
  private refusal(entry: Entry, { isLink }: TelemetryEntry): Problem["reason"] | undefined {
    if (isLink) {
      return "unreadableFile";
    }
    if (entry.isEncrypted()) {
      return "encryptedEntry";
    }
    if (!entry.canDecodeFileData()) {
      return "unknownCompression";
    }
    if (this.bytes + entry.uncompressedSize > this.options.maxBytes) {
      return "oversizedEntry";
    }
    return this.files < this.options.maxFiles ? undefined : "tooManyEntries";
  }

  /** Extracts an entry. Resolves to the reason if that fails or is incomplete. */
  private async extract(
    entry: Entry,
    { folder, name }: TelemetryEntry,
  ): Promise<Problem["reason"] | undefined> {
    const target = join(await this.folderFor(folder, name), name);
    const { bytes, defect } = await extractEntry(this.zip, entry, target, this.options.signal);
    this.bytes += bytes;
    this.files++;
    return defect;
  }

  /**
   * Returns the first folder with this name that doesn't contain the file yet. Creates one if
   * needed.
   */
  private async folderFor(name: string, file: string): Promise<string> {
    const key = file.toLowerCase();
    let folder = this.folders.find((each) => each.name === name && !each.files.has(key));
    if (!folder) {
      const directory = join(this.options.target, String(this.folders.length + 1));
      await onDisk(fs.mkdir(directory, { mode: PRIVATE_FOLDER_MODE }));
      folder = { directory, name, files: new Set() };
      this.folders.push(folder);
    }
    folder.files.add(key);
    return folder.directory;
  }
}
