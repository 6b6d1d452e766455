import type { Destination } from "./destination";
import type { WriteEvents } from "./mergeEvents";
import { Output } from "./output";
import { endOf } from "./prepare/prepareEvents";
import type { EventWriter } from "./writers/format";

/** Bytes that are written at once: each write takes a thread of Node.js's to wake. */
const WRITE_SIZE = 131_072;

interface Document {
  readonly writer: EventWriter;
  /** See {@link ExportFormat.separator}. */
  readonly separator: string;
  readonly destination: Destination;
}

/** What was written. */
interface Written {
  readonly eventCount: number;
  readonly bytesWritten: number;
  /** See {@link EventWriter.oversizedRequests}. */
  readonly oversizedRequestCount: number;
}

/**
 * Writes the document of the events that `writeAll` hands on. `onWritten` is told with each write how many events
 * there are so far.
 */
export async function writeDocument(
  writeAll: (write: WriteEvents) => Promise<void>,
  { writer, separator, destination }: Document,
  onWritten: (eventCount: number) => void,
): Promise<Written> {
  let eventCount = 0;
  let bytesWritten = 0;
  let output = new Output(new ArrayBuffer(WRITE_SIZE));
  let other = new Output(new ArrayBuffer(WRITE_SIZE));
  /** Of `other`, while `output` is filled. */
  let writing: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    await writing;
    bytesWritten += output.length;
    onWritten(eventCount);
    writing = destination.write(output.bytes);
    // It is told where it is awaited.
    writing.catch(() => undefined);
    [output, other] = [other, output];
    output.clear();
  };
  try {
    output.addText(writer.header());
    await writeAll((events, start, end) => {
      const { bytes, resources } = events;
      let run = 0;
      let position = start === 0 ? 0 : endOf(events, start - 1);
      /** Bytes before it are in the output, or not to be there. */
      let copied = position;
      for (let index = start; index < end; index++) {
        while ((resources[run]?.end ?? end) <= index) {
          run++;
        }
        const textStart = position + separator.length;
        const textEnd = endOf(events, index);
        const before = writer.before(resources[run]?.resource ?? "", textEnd - textStart);
        if (before !== separator) {
          output.addPart(bytes, copied, position);
          output.addText(before);
          copied = textStart;
        }
        position = textEnd;
      }
      output.addPart(bytes, copied, position);
      eventCount += end - start;
      return output.length >= WRITE_SIZE ? flush() : undefined;
    });
    output.addText(writer.footer());
    await flush();
  } finally {
    await writing;
  }
  const oversizedRequestCount = writer.oversizedRequests?.(bytesWritten) ?? 0;
  return { eventCount, bytesWritten, oversizedRequestCount };
}
