import { promises as fs } from "node:fs";
import { join } from "node:path";
import type { Entry } from "yauzl";
import { PRIVATE_FOLDER_MODE } from "../../stored/fileSystem";
import type { Skip } from "../read/skip";
import { Skips } from "../read/skips";
import { extractEntry } from "./extractEntry";
import { type TelemetryEntry, readTelemetryEntry } from "./telemetryEntry";
import { onDisk } from "./unpackError";
import type { Zip } from "./zip";

/** What is extracted, and where to. */
export interface ExtractionOptions {
  /** An empty folder. */
  readonly target: string;
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly signal: AbortSignal | undefined;
}

/** A folder that telemetry is extracted to. */
interface Folder {
  readonly directory: string;
  /** Of the folder in the zip. */
  readonly name: string;
  /** In lower case, since there are disks to which that is the same. */
  readonly files: Set<string>;
}

/** Extracts the telemetry of a zip, entry by entry. */
export class Extraction {
  readonly skips = new Skips<Skip>();
  readonly folders: Folder[] = [];
  /** Entries that are telemetry by their names. */
  entryCount = 0;
  private readonly zip: Zip;
  private readonly options: ExtractionOptions;
  private bytes = 0;
  private files = 0;

  constructor(zip: Zip, options: ExtractionOptions) {
    this.zip = zip;
    this.options = options;
  }

  /** Does nothing for what is no telemetry. Throws an UnpackError, or what the signal aborts with. */
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
      this.skips.add({ file: telemetry.path, reason, ...length });
    }
  }

  /** Why nothing of an entry is extracted. */
  private refusal(entry: Entry, { isLink }: TelemetryEntry): Skip["reason"] | undefined {
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

  /** Resolves to what is wrong with it. */
  private async extract(
    entry: Entry,
    { folder, name }: TelemetryEntry,
  ): Promise<Skip["reason"] | undefined> {
    const target = join(await this.folderFor(folder, name), name);
    const { bytes, defect } = await extractEntry(this.zip, entry, target, this.options.signal);
    this.bytes += bytes;
    this.files++;
    return defect;
  }

  /** The first folder of that name in which there is no such file yet, or a new one. */
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
