import { fileByFile } from "../../../document/order";
import type { ExportFormat, PartWriter, WriterOptions } from "../../format";
import { curlDocument } from "../curl";
import type { Signal } from "../signal";
import { tooLargeDocument } from "../tooLargeDocument";
import { type RecordText, createJsonEncoder } from "./encoder";
import { entryEnd, entryStart, requestEnd, requestStart } from "./request";

/** Separates entries, and records within an entry. */
export const SEPARATOR = ",\n";

type DocumentFormat = Omit<ExportFormat<string>, "id" | "group" | "label" | "detail" | "extension">;

/**
 * The parts of a format whose document is a single OTLP/JSON request.
 *
 * @param createRecordText called once for each file. See {@link createJsonEncoder}.
 */
export function documentFormat(signal: Signal, createRecordText: () => RecordText): DocumentFormat {
  return {
    createEncoder: () => createJsonEncoder(createRecordText()),
    filter: ["json"],
    order: fileByFile,
    header: `${requestStart(signal)}\n`,
    separator: SEPARATOR,
    footer: `\n${requestEnd}\n`,
    createWriter: (options) => createDocumentWriter(signal, options),
    curlCommand: curlDocument(signal, "json"),
    tooLarge: tooLargeDocument,
  };
}

/** Groups consecutive events with the same resource into one entry. Writes one record per line. */
function createDocumentWriter(signal: Signal, { version }: WriterOptions): PartWriter<string> {
  let resource: string | undefined;

  const open = (next: string): string => {
    const before = resource === undefined ? "" : `\n${entryEnd}${SEPARATOR}`;
    resource = next;
    return `${before}${entryStart(signal, next, version)}\n`;
  };

  return {
    add: ({ record, resource: next }) => (next === resource ? SEPARATOR : open(next)) + record,
    end: () => `\n${entryEnd}`,
  };
}
