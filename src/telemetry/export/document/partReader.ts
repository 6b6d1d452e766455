import type { IdentifierMode } from "../../protect/identifiers";
import type { LocalNames } from "../../protect/localNames";
import { createProtection, protectValue } from "../../protect/protectText";
import { readChunks } from "../../read/chunks";
import { EventLines, type EventLinesOptions, type TelemetryEvent } from "../../read/eventLines";
import { OpenFiles } from "../../read/openFiles";
import { patientFs } from "../../read/patientFs";
import { type ReadLine, readEvents } from "../../read/readEvents";
import type { FileSystem } from "../../stored/fileSystem";
import { type Timestamp, compareTimestamps } from "../../stored/timestamp";
import type { EncodedEvent, ExportFormat } from "../formats/format";
import { contains } from "../select/dateRange";
import { type EventFilter, matcherOf } from "../select/eventFilter";
import { digestChunks } from "./fileDigest";
import type { Timed } from "./fileOrder";
import { Findings } from "./findings";
import type { PartFile } from "./part";

/** How lines become what is written. */
export interface ReadingOptions {
  readonly identifiers: IdentifierMode;
  /** Names that `pseudonymize` replaces wherever they appear as words. */
  readonly localNames?: LocalNames | undefined;
  readonly pseudonymKey?: Uint8Array | undefined;
  /** Default: all events. */
  readonly filter?: EventFilter | undefined;
  /** Whether to compute the digests of the files. Default: false. */
  readonly hasDigests?: boolean | undefined;
}

interface ReadingEnvironment {
  readonly fs: FileSystem;
  readonly onRead: () => void;
  readonly signal?: AbortSignal | undefined;
}

/** An encoded event, its time, and whether it was repaired. */
type TimedEvent = EncodedEvent & Timed & Pick<TelemetryEvent, "isRepaired">;

/** Reads the files of a part: parses lines into events, then protects and encodes them. */
export class PartReader {
  readonly found: Findings;
  private readonly fs: FileSystem;
  private readonly openFiles = new OpenFiles();
  private readonly environment: Omit<ReadingEnvironment, "fs">;
  private readonly hasDigests: boolean;
  private readonly newFindings: () => Findings;
  private readonly readLine: (file: PartFile, found: Findings) => ReadLine<TimedEvent>;

  constructor(
    format: Pick<ExportFormat, "createEncoder">,
    { identifiers, localNames, pseudonymKey, filter, hasDigests = false }: ReadingOptions,
    { fs, onRead, signal }: ReadingEnvironment,
  ) {
    this.fs = patientFs(fs, signal);
    this.environment = { onRead, signal };
    const protect = createProtection(identifiers, localNames, pseudonymKey);
    const matches = filter && matcherOf(filter);
    this.hasDigests = hasDigests;
    this.newFindings = () => new Findings((id) => protectValue("session_id", id, protect));
    this.found = this.newFindings();
    this.readLine = (file, found) => {
      const { extensionId } = file;
      const encode = format.createEncoder();
      const { exportWindow } = file.portion;
      let previous: Timestamp | undefined;
      const isWanted: NonNullable<EventLinesOptions["isWanted"]> = (event, header, line) => {
        const { row, time } = event;
        const isInExport =
          contains(exportWindow, time.ms) && (matches?.({ row, header, line }) ?? true);
        const isExported = found.admit(event, header, file, isInExport);
        if (isInExport) {
          const isEarlier = previous !== undefined && compareTimestamps(time, previous) < 0;
          found.outOfOrderCount += isExported && isEarlier ? 1 : 0;
          previous = time;
        }
        return isExported;
      };
      const lines = new EventLines({ extensionId, isWanted, protect });
      return (line, _number, isDamaged) => {
        const event = lines.read(line, isDamaged);
        if (typeof event !== "object") {
          return event;
        }
        const { time, isRepaired } = event;
        const { record, resource } = encode(event);
        return { time, record, resource, isRepaired };
      };
    };
  }

  /** Implements {@link OpenFile}. */
  open(file: PartFile, purpose?: "look"): AsyncGenerator<TimedEvent[], void, undefined> {
    return purpose === "look" ? this.look(file) : this.read(file, this.found);
  }

  /**
   * Reads until the first events. If there are none, the file is not read again, and its findings
   * are added now.
   */
  private async *look(file: PartFile): AsyncGenerator<TimedEvent[], void, undefined> {
    const found = this.newFindings();
    const nothing = (): void => undefined;
    for await (const events of this.read(file, found, nothing)) {
      yield events;
      if (events.length > 0) {
        return;
      }
    }
    this.found.add(found.list());
  }

  private read(
    file: PartFile,
    found: Findings,
    onRead = this.environment.onRead,
  ): AsyncGenerator<TimedEvent[], void, undefined> {
    const { signal } = this.environment;
    let isRead = file.portion.isShared;
    return readEvents(file.name, this.chunksOf(file, found), this.readLine(file, found), {
      signal,
      onSkip: (skip) => {
        found.skip(skip, file);
      },
      onUnreadable: (defect) => {
        const { path, name } = file;
        found.addUnread({ path, name, isRead: isRead && defect.reason !== "utf16", defect });
      },
      onRead: (bytes) => {
        isRead = true;
        found.bytesRead += file.portion.isShared ? 0 : bytes;
        onRead();
      },
    });
  }

  /** The chunks of a file. If requested, their digest is added to `found` at the end. */
  private chunksOf(file: PartFile, found: Findings): AsyncIterable<Buffer> {
    const chunks = readChunks(this.fs, file, this.openFiles);
    return this.hasDigests && !file.portion.isShared
      ? digestChunks(file.path, chunks, (digest) => {
          found.digests.push(digest);
        })
      : chunks;
  }
}
