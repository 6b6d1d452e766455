import { fileByFile } from "../../../document/order";
import type { ExportFormat, PartWriter, WriterOptions } from "../../format";
import type { Signal } from "../signal";
import { entryEnd, entryStart, requestEnd, requestStart } from "./request";

/** Separates entries, and records within an entry. */
export const SEPARATOR = ",\n";

type DocumentFormat = Pick<
  ExportFormat<string>,
  "createWriter" | "footer" | "header" | "order" | "separator"
>;

/** The parts of a format whose document is a single OTLP/JSON request. */
export function documentFormat(signal: Signal): DocumentFormat {
  return {
    order: fileByFile,
    header: `${requestStart(signal)}\n`,
    separator: SEPARATOR,
    footer: `\n${requestEnd}\n`,
    createWriter: (options) => createDocumentWriter(signal, options),
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
    add: ({ text, resource: next }) => (next === resource ? SEPARATOR : open(next)) + text,
    end: () => `\n${entryEnd}`,
  };
}
