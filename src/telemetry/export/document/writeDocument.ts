import { availableParallelism } from "node:os";
import { untilAborted } from "../../read/untilAborted";
import type { MeasuredFile } from "../../stored/fileSizes";
import type { FileSystem } from "../../stored/fileSystem";
import type { Destination } from "../destination/destination";
import type { Data, ExportFormat } from "../formats/format";
import type { UtcWindow } from "../select/dateRange";
import { Document } from "./document";
import { type Part, cutIntoParts, dayToCutBefore, sizeOf } from "./part";
import { writePartOnThread } from "./partThread";
import { type OnProgress, progressOfParts } from "./progress";
import { type PartRequest, writePart } from "./writePart";

/** What to write. */
export interface DocumentRequest extends Omit<PartRequest, "files"> {
  readonly format: ExportFormat;
  /** Sorted by day, session and part. */
  readonly files: readonly MeasuredFile[];
  readonly window: UtcWindow;
}

/** What writing a document needs. */
export interface DocumentEnvironment {
  readonly fs: FileSystem;
  /**
   * Path of the built `worker.ts`. Its threads read files with Node.js's own file system, so `fs`
   * must be that one, too. If undefined, everything runs on the calling thread.
   */
  readonly worker?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Smaller exports run on the calling thread, which avoids the cost of starting another one. */
const MAX_BYTES_HERE = 2_000_000;

/**
 * Reads the files and writes their events as a document. Small exports run on the calling thread.
 * Larger ones run on one or two threads that each write a part. There are never more, to leave
 * cores for the editor. Throws the errors of reading and writing.
 */
export async function writeDocument(
  destination: Destination,
  request: DocumentRequest,
  environment: DocumentEnvironment,
): Promise<Document> {
  const { worker } = environment;
  const document = new Document(destination, request.format);
  await document.write(request.format.header);
  await (worker === undefined || sizeOf(request.files) < MAX_BYTES_HERE
    ? writeHere(document, destination, request, environment)
    : writeOnThreads(document, destination, request, { ...environment, worker }));
  await document.write(request.format.footer);
  return document;
}

async function writeHere(
  document: Document,
  destination: Destination,
  { format, files, window, ...request }: DocumentRequest,
  { fs, signal, onProgress }: DocumentEnvironment,
): Promise<void> {
  const [part = []] = cutIntoParts(files, window);
  const tell = progressOfParts([part], onProgress);
  const write = (data: Data): Promise<void> => destination.write(data);
  const environment = { fs, write, onProgress: tell.bind(undefined, 0), signal };
  document.count(await writePart(format, { ...request, files: part }, environment));
}

async function writeOnThreads(
  document: Document,
  destination: Destination,
  { format, files, window, ...request }: DocumentRequest,
  { worker, signal, onProgress }: DocumentEnvironment & { readonly worker: string },
): Promise<void> {
  const cut = availableParallelism() > 1 ? dayToCutBefore(files) : undefined;
  const parts = cutIntoParts(files, window, cut);
  const tell = progressOfParts(parts, onProgress);
  // If one part fails, the other is stopped.
  const ending = new AbortController();
  const signals = AbortSignal.any([ending.signal, ...(signal ? [signal] : [])]);
  const write = (part: Part, index: number) => (descriptor: number) =>
    writePartOnThread(
      worker,
      { ...request, format: format.id, files: part, descriptor },
      tell.bind(undefined, index),
      signals,
    );
  const [first = [], ...others] = parts;
  const writingFirst = destination.writeWith(write(first, 0));
  const writingOthers = others.map(async (part, index) => {
    const file = await destination.openPart();
    return { file, written: await file.writeWith(write(part, index + 1)) };
  });
  try {
    const all = Promise.all([writingFirst, Promise.all(writingOthers)]);
    const [writtenFirst, writtenOthers] = await untilAborted(all, signal);
    document.count(writtenFirst);
    for (const { file, written } of writtenOthers) {
      await document.append(file, written);
    }
  } finally {
    ending.abort();
  }
}
