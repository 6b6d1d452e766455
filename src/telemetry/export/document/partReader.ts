import type { FileSystem } from "../../stored/fileSystem";
import type { EncodedEvent, ExportFormat } from "../formats/format";
import type { IdentifierMode } from "../protect/identifiers";
import type { LocalNames } from "../protect/localNames";
import { createProtection } from "../protect/protectText";
import { ChunkReader } from "../read/chunkReader";
import { EventLines, type TelemetryEvent } from "../read/eventLines";
import { patientFs } from "../read/patientFs";
import { type ReadLine, readEvents } from "../read/readEvents";
import type { Skip } from "../read/skip";
import { Skips } from "../read/skips";
import { contains } from "../select/dateRange";
import type { Timed } from "./fileOrder";
import type { PartFile } from "./part";

/** How lines become what is written. */
export interface ReadingOptions {
  readonly identifiers: IdentifierMode;
  /** Names that `pseudonymize` replaces wherever they appear as words. */
  readonly localNames?: LocalNames | undefined;
  readonly pseudonymKey?: Uint8Array | undefined;
}

interface ReadingEnvironment {
  readonly fs: FileSystem;
  readonly onRead: () => void;
  readonly signal?: AbortSignal | undefined;
}

/** An encoded event, its time, and whether it was repaired. */
type TimedEvent = EncodedEvent & Timed & Pick<TelemetryEvent, "isRepaired">;

/** What is known about files besides their events. */
class Findings {
  readonly skips = new Skips<Skip>();
  bytesRead = 0;

  add({ skips, bytesRead }: Findings): void {
    this.skips.addAll(skips);
    this.bytesRead += bytesRead;
  }
}

/** Reads the files of a part: parses lines into events, then protects and encodes them. */
export class PartReader {
  /** Excludes shared files, which the next part reports. */
  readonly found = new Findings();
  private readonly chunks: ChunkReader;
  private readonly environment: Omit<ReadingEnvironment, "fs">;
  private readonly readLine: (file: PartFile) => ReadLine<TimedEvent>;

  constructor(
    format: Pick<ExportFormat, "createEncoder">,
    { identifiers, localNames, pseudonymKey }: ReadingOptions,
    { fs, onRead, signal }: ReadingEnvironment,
  ) {
    this.chunks = new ChunkReader(patientFs(fs, signal));
    this.environment = { onRead, signal };
    const protect = createProtection(identifiers, localNames, pseudonymKey);
    const encode = format.createEncoder();
    this.readLine = ({ window, extensionId }) => {
      const isWanted = (ms: number): boolean => contains(window, ms);
      const lines = new EventLines({ extensionId, isWanted, protect });
      return (line, _number, isDamaged) => {
        const read = lines.read(line, isDamaged);
        if (read.kind === "event") {
          const { time, isRepaired } = read.event;
          const { text, resource } = encode(read.event);
          return { time, text, resource, isRepaired };
        }
        return read.kind === "defect" ? read.defect : undefined;
      };
    };
  }

  /** Implements {@link OpenFile}. Shared files are not counted in `found`. */
  open(file: PartFile, purpose?: "look"): AsyncGenerator<TimedEvent[], void, undefined> {
    const found = file.isShared ? new Findings() : this.found;
    return purpose === "look"
      ? this.look(file, found)
      : this.read(file, this.chunks.read(file), found);
  }

  /**
   * Reads until the first events. If there are none, the file is not read again, and its findings
   * are added now.
   */
  private async *look(
    file: PartFile,
    found: Findings,
  ): AsyncGenerator<TimedEvent[], void, undefined> {
    const foundNow = new Findings();
    const nothing = (): void => undefined;
    for await (const events of this.read(file, this.chunks.look(file), foundNow, nothing)) {
      yield events;
      if (events.length > 0) {
        return;
      }
    }
    this.chunks.forget(file);
    found.add(foundNow);
  }

  private read(
    file: PartFile,
    chunks: AsyncIterable<Buffer>,
    found: Findings,
    onRead = this.environment.onRead,
  ): AsyncGenerator<TimedEvent[], void, undefined> {
    const { signal } = this.environment;
    return readEvents(file.name, chunks, this.readLine(file), {
      signal,
      onSkip: (skip) => {
        found.skips.add(skip);
      },
      onRead: (bytes) => {
        found.bytesRead += bytes;
        onRead();
      },
    });
  }
}
